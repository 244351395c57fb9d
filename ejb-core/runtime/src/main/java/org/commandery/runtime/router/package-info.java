/** The routes of an application, read from its routers and checked. */
@NullMarked
package org.commandery.runtime.router;

import org.jspecify.annotations.NullMarked;
