/** Middleware: what is called around each dispatch. */
@NullMarked
package org.commandery.middleware;

import org.jspecify.annotations.NullMarked;
