package org.commandery.eventstore;

import java.io.Serial;

/** The name is not one that can be appended to: {@value EventStore#ALL} is the order of all events, not a stream of its own. */
public final class ReservedStream extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param stream the name that was refused */
    public ReservedStream(String stream) {
        super(205, "'%s' is not a stream that can be appended to".formatted(stream), null);
    }
}
