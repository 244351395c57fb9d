package org.commandery.runtime.aggregate;

import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.memory.InMemoryEventStore;

class InMemoryAggregatesTest extends AggregatesBehaviours {

    @Override
    EventStore newStore() {
        return new InMemoryEventStore(null, true);
    }
}
