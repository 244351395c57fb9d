package org.commandery.eventstore;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The store cannot hold an event as it is: its data is no JSON, or holds a character that PostgreSQL refuses. */
public final class UnacceptableEvent extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param stream the stream that was to be appended to
     * @param reason why the event cannot be held
     * @param cause what the database said, or null when the store saw it itself
     */
    public UnacceptableEvent(String stream, String reason, @Nullable Throwable cause) {
        super(206, "an event for stream '%s' cannot be stored: %s".formatted(stream, reason), cause);
    }
}
