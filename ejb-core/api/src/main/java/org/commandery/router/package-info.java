/** Routers: every command of a bounded context and the aggregate that decides on it. */
@NullMarked
package org.commandery.router;

import org.jspecify.annotations.NullMarked;
