package org.commandery.runtime.subscription;

/** A running subscription. */
public interface Subscription extends AutoCloseable {

    /** How it stands. */
    SubscriptionStatus status();

    /** Stops it and returns when no delivery is under way any more. Its checkpoint stays. */
    @Override
    void close();
}
