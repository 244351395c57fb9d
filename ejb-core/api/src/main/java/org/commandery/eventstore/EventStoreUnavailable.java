package org.commandery.eventstore;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The store cannot be reached, its schema is missing, or it is closed. For an append that was under way when the connection broke, it is
 * not known whether the events were stored: send the command again with the same command id.
 */
public final class EventStoreUnavailable extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param reason what could not be done
     * @param cause what the database said, or null when the store itself is closed
     */
    public EventStoreUnavailable(String reason, @Nullable Throwable cause) {
        super(208, reason, cause);
    }
}
