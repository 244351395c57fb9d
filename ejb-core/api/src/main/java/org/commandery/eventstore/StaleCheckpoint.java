package org.commandery.eventstore;

import java.io.Serial;

/**
 * A checkpoint is no longer where its writer left it: another owner of the subscription has moved it. The transaction must be rolled
 * back and the checkpoint read again.
 */
public final class StaleCheckpoint extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param subscription the subscription's name
     * @param expected the position at which the writer believed the checkpoint to be
     */
    public StaleCheckpoint(String subscription, long expected) {
        super(207, "the checkpoint of '%s' is not at %d any more".formatted(subscription, expected), null);
    }
}
