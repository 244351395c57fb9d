package org.commandery.eventstore.conformance;

import org.commandery.eventstore.EventStore;

/** What the behaviours are tried on. */
public interface StoreFixture {

    /** The test's own store, empty at the beginning. */
    EventStore store();

    /** The transactions that the store joins. */
    Transactions transactions();
}
