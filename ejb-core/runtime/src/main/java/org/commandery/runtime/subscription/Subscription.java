package org.commandery.runtime.subscription;

/** A running subscription. */
public interface Subscription extends AutoCloseable {

    /** How it stands. */
    SubscriptionStatus status();

    /**
     * Stops it and returns when no delivery is under way any more. Its checkpoint stays. As long as the application runs, it is shown as paused from then on, unless another
     * node works on it.
     */
    @Override
    void close();
}
