/** The applications of a deployment over HTTP. */
@NullMarked
package org.commandery.web;

import org.jspecify.annotations.NullMarked;
