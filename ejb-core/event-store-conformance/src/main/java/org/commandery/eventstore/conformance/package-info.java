/**
 * What every event store must do, as tests. A store's test class extends {@link org.commandery.eventstore.conformance.EventStoreContract}, says how
 * to open an empty store and how to run code in a transaction, and inherits all the rest.
 */
@NullMarked
package org.commandery.eventstore.conformance;

import org.jspecify.annotations.NullMarked;
