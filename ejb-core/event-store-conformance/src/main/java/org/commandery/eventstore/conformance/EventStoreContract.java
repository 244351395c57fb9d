package org.commandery.eventstore.conformance;

import org.commandery.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
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
                SubjectBehaviours,
                CommandIdBehaviours,
                TransactionBehaviours,
                CheckpointBehaviours,
                LeaseBehaviours,
                SegmentBehaviours,
                AttendanceBehaviours,
                PauseBehaviours,
                DeadLetterBehaviours,
                TransientSubscriptionBehaviours,
                SubscriptionBehaviours,
                ConcurrentSubscriberBehaviours,
                ListenerBehaviours {

    private EventStore store;
    private @Nullable EventStore otherNode;

    /** For subclasses. */
    protected EventStoreContract() {}

    /**
     * Opens a store that holds nothing, anew for each test, whose appends and checkpoints join the transactions of {@link #transactions()}.
     *
     * @param hardDeletes whether the store is to allow hard deletes
     */
    protected abstract EventStore open(boolean hardDeletes);

    /**
     * Opens another store on what the test's own one holds, as another node of a cluster does.
     *
     * @param store what {@link #open()} has opened for this test
     */
    protected abstract EventStore openOtherNode(EventStore store);

    @BeforeEach
    final void openStore() {
        store = open(true);
    }

    @AfterEach
    final void closeStore() {
        if (otherNode != null) {
            otherNode.close();
        }
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

    @Override
    public final EventStore otherNode() {
        EventStore other = otherNode;
        if (other == null) {
            other = openOtherNode(store);
            otherNode = other;
        }
        return other;
    }
}
