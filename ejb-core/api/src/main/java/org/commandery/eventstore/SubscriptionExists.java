package org.commandery.eventstore;

import java.io.Serial;

/** A subscription of that name is open on this node and takes no other subscriber, or is there for another stream. Choose another name. */
public final class SubscriptionExists extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param subscription the subscription's name
     * @param stream the stream that it follows
     */
    public SubscriptionExists(String subscription, String stream) {
        super(215, "there is a subscription '%s' to '%s' already".formatted(subscription, stream), null);
    }
}
