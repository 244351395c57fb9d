package org.commandery.eventstore;

import java.io.Serial;

/** The subscriber is not in the subscription any more: it was closed, it failed, or the subscription ended. */
public final class NotSubscribed extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param subscription the subscription's name */
    public NotSubscribed(String subscription) {
        super(219, "the subscriber is not in the subscription '%s' any more".formatted(subscription), null);
    }
}
