/** Headers and parameters, read and checked. */
@NullMarked
package org.commandery.web.http;

import org.jspecify.annotations.NullMarked;
