package org.commandery.eventstore;

import java.io.Serial;

/** An event was acknowledged that was not received. Nothing was changed. */
public final class UnexpectedAck extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param subscription the subscription's name
     * @param number what was acknowledged
     * @param received the highest number that the subscriber has received, 0 when none
     */
    public UnexpectedAck(String subscription, long number, long received) {
        super(
                217,
                "%d of '%s' was acknowledged, but the subscriber has received no event beyond %d"
                        .formatted(number, subscription, received),
                null);
    }
}
