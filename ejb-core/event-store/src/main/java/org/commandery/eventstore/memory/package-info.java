/** The event store in memory, for tests. */
@NullMarked
package org.commandery.eventstore.memory;

import org.jspecify.annotations.NullMarked;
