package org.commandery.eventstore.conformance;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.commandery.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Opens an empty store before each test, and closes it after that. A subclass implements the behaviours that its store is to show. */
public abstract class StoreForEachTest implements StoreFixture {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private EventStore store;
    private @Nullable EventStore otherNode;

    /** For subclasses. */
    protected StoreForEachTest() {}

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

    /** A store is quick: what a test waits for is there long before it would be looked at by default. */
    @BeforeAll
    static void lookOften() {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(POLL_INTERVAL);
    }

    @AfterAll
    static void lookAsUsual() {
        Awaitility.reset();
    }

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
