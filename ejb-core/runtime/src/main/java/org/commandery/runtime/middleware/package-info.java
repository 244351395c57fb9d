/** Middleware: how it is ordered and called, and what Commandery brings. */
@NullMarked
package org.commandery.runtime.middleware;

import org.jspecify.annotations.NullMarked;
