package org.commandery.eventstore.conformance;

import org.commandery.eventstore.EventStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** All the behaviours of an event store together. */
public abstract class EventStoreContract
        implements AppendBehaviours,
                ConcurrencyBehaviours,
                MultiStreamBehaviours,
                LinkBehaviours,
                ConditionBehaviours,
                UniqueKeyBehaviours,
                ReadBehaviours,
                QueryBehaviours,
                StreamBehaviours,
                DeleteBehaviours,
                SnapshotBehaviours,
                CommandIdBehaviours,
                TransactionBehaviours,
                CheckpointBehaviours,
                ListenerBehaviours {

    private EventStore store;

    /** For subclasses. */
    protected EventStoreContract() {}

    /**
     * Opens a store that holds nothing, anew for each test, whose appends and checkpoints join the transactions of {@link #transactions()}.
     *
     * @param hardDeletes whether the store is to allow hard deletes
     */
    protected abstract EventStore open(boolean hardDeletes);

    @BeforeEach
    final void openStore() {
        store = open(true);
    }

    @AfterEach
    final void closeStore() {
        store.close();
    }

    @Override
    public final EventStore openWithoutHardDeletes() {
        return open(false);
    }

    @Override
    public final EventStore store() {
        return store;
    }
}
