package org.commandery.eventstore;

import java.io.Serial;

/** The subscriber is in the subscription already. */
public final class AlreadySubscribed extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param subscription the subscription's name */
    public AlreadySubscribed(String subscription) {
        super(214, "the subscriber is in the subscription '%s' already".formatted(subscription), null);
    }
}
