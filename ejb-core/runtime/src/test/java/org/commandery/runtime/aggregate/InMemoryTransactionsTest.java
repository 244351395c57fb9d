package org.commandery.runtime.aggregate;

import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.memory.InMemoryEventStore;

class InMemoryTransactionsTest extends TransactionsBehaviours {

    @Override
    EventStore newStore(TransactionManager manager, TransactionSynchronizationRegistry registry) {
        return new InMemoryEventStore(registry);
    }
}
