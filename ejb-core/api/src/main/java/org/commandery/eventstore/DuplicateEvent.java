package org.commandery.eventstore;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** An event of the append bears the id of an event that is stored already, or of another one in the same append. */
public final class DuplicateEvent extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String stream;

    /**
     * @param stream the stream that was to be appended to
     * @param cause what the database said, or null when the store saw it itself
     */
    public DuplicateEvent(String stream, @Nullable Throwable cause) {
        super(203, "an event for stream '%s' has the id of an event that is stored already".formatted(stream), cause);
        this.stream = stream;
    }

    /** The stream that was to be appended to. */
    public String stream() {
        return stream;
    }
}
