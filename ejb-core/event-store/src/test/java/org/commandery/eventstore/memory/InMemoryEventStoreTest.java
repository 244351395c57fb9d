package org.commandery.eventstore.memory;

import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.conformance.EventStoreContract;
import org.commandery.eventstore.conformance.Transactions;
import org.commandery.eventstore.transactions.Narayana;

class InMemoryEventStoreTest extends EventStoreContract {

    private final Narayana narayana = new Narayana();

    @Override
    protected EventStore open(boolean hardDeletes) {
        return new InMemoryEventStore(narayana.registry(), hardDeletes);
    }

    @Override
    protected EventStore openOtherNode(EventStore store) {
        return ((InMemoryEventStore) store).otherNode();
    }

    @Override
    public Transactions transactions() {
        return narayana;
    }
}
