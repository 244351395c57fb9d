package org.commandery.eventstore;

import java.io.Serial;

/** The stream was soft-deleted: it can neither be read nor appended to, nor does its name become free again. Its events stay in the global order. */
public final class StreamDeleted extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String stream;

    /** @param stream the stream's name */
    public StreamDeleted(String stream) {
        super(212, "stream '%s' was deleted".formatted(stream), null);
        this.stream = stream;
    }

    /** The stream's name. */
    public String stream() {
        return stream;
    }
}
