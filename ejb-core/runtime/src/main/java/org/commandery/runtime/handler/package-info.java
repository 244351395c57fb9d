/** Event handlers: how their methods are found and called. */
@NullMarked
package org.commandery.runtime.handler;

import org.jspecify.annotations.NullMarked;
