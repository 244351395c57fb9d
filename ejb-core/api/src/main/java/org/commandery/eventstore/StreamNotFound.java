package org.commandery.eventstore;

import java.io.Serial;

/** There is no stream of that name: it was read, or an append expected it to exist. */
public final class StreamNotFound extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String stream;

    /** @param stream the name that no stream has */
    public StreamNotFound(String stream) {
        super(202, "there is no stream '%s'".formatted(stream), null);
        this.stream = stream;
    }

    /** The name that no stream has. */
    public String stream() {
        return stream;
    }
}
