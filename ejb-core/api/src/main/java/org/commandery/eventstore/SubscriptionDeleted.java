package org.commandery.eventstore;

import java.io.Serial;

/** The subscription was deleted while it was active. */
public final class SubscriptionDeleted extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param subscription the subscription's name */
    public SubscriptionDeleted(String subscription) {
        super(220, "the subscription '%s' was deleted".formatted(subscription), null);
    }
}
