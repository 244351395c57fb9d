package org.commandery.runtime.subscription;

import java.time.Duration;
import java.util.List;
import org.commandery.eventstore.EventStore;

/** The subscriptions of one application on this node. */
public final class Subscriptions implements AutoCloseable {

    /**
     * @param application the application's name, for thread names and messages
     * @param store the store whose events are delivered
     */
    public Subscriptions(String application, EventStore store) {}

    /**
     * Starts a subscription on a thread of its own.
     *
     * @throws org.commandery.runtime.DefinitionException when one of that name is there already
     */
    public Subscription subscribe(SubscriptionDefinition definition, Delivery delivery) {
        throw new UnsupportedOperationException();
    }

    /** How each subscription stands, by name. */
    public List<SubscriptionStatus> list() {
        return List.of();
    }

    /**
     * Waits until all strong subscriptions have handled the events up to a position, durably.
     *
     * @return false when the time was over before
     * @throws InterruptedException when the thread was interrupted while waiting
     */
    public boolean awaitStrong(long position, Duration timeout) throws InterruptedException {
        return true;
    }

    /** Stops all subscriptions. */
    @Override
    public void close() {}
}
