/** Event handlers: message-driven beans that receive recorded events. */
@NullMarked
package org.commandery.handler;

import org.jspecify.annotations.NullMarked;
