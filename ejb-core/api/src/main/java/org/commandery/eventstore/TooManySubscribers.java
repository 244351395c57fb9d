package org.commandery.eventstore;

import java.io.Serial;

/** The subscription has as many subscribers on this node as it takes. */
public final class TooManySubscribers extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param subscription the subscription's name
     * @param limit how many it takes
     */
    public TooManySubscribers(String subscription, int limit) {
        super(216, "the subscription '%s' has %d subscribers, which is its limit".formatted(subscription, limit), null);
    }
}
