/** The resource adapter: brings recorded events to message-driven beans. The only part of Commandery that knows Jakarta Connectors. */
@NullMarked
package org.commandery.connector;

import org.jspecify.annotations.NullMarked;
