/** The start of all applications of a deployment, by CDI. */
@NullMarked
package org.commandery.runtime.cdi;

import org.jspecify.annotations.NullMarked;
