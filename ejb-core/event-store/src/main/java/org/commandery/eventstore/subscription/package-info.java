/** Subscriptions for user code, transient and durable, over any event store. */
@NullMarked
package org.commandery.eventstore.subscription;

import org.jspecify.annotations.NullMarked;
