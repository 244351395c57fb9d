package org.commandery.eventstore.conformance;

import org.commandery.eventstore.EventStore;

/** What the behaviours are tried on. */
public interface StoreFixture {

    /** The test's own store, empty at the beginning. It allows hard deletes. */
    EventStore store();

    /** Opens another store that is empty, and that does not allow hard deletes; the caller closes it. */
    EventStore openWithoutHardDeletes();

    /** Another store on the same events and checkpoints, as another node has it. */
    EventStore otherNode();

    /** The transactions that the store joins. */
    Transactions transactions();

    /** Whether the store refuses data that is no JSON. */
    default boolean refusesWhatIsNoJson() {
        return true;
    }

    /** Whether the store gives back the data of events letter by letter, or only what it means. */
    default boolean keepsTheTextOfData() {
        return true;
    }
}
