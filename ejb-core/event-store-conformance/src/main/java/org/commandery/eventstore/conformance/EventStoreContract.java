package org.commandery.eventstore.conformance;

/** All the behaviours of an event store together, tried on a store that is opened anew for each. */
public abstract class EventStoreContract extends StoreForEachTest implements EventStoreBehaviours {

    /** For subclasses. */
    protected EventStoreContract() {}
}
