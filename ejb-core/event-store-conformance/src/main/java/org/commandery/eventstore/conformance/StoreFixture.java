package org.commandery.eventstore.conformance;

import org.commandery.eventstore.EventStore;

/** What the behaviours are tried on. */
public interface StoreFixture {

    /** The test's own store, empty at the beginning. */
    EventStore store();

    /** Another store on the same events and checkpoints, as another node has it. */
    EventStore otherNode();

    /** The transactions that the store joins. */
    Transactions transactions();
}
