package org.commandery.eventstore;

import java.io.Serial;

/**
 * An event that the decision rests on was stored after the caller had read. Nothing was written. Read by the same query again, and decide
 * again.
 */
public final class ConditionNotMet extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String stream;
    private final long position;

    /**
     * @param stream the stream that was to be appended to
     * @param position the position of an event that matches the condition's query
     */
    public ConditionNotMet(String stream, long position) {
        super(
                210,
                "what was to be appended to stream '%s' rests on facts that changed: the event at position %d matches its condition's query"
                        .formatted(stream, position),
                null);
        this.stream = stream;
        this.position = position;
    }

    /** The stream that was to be appended to. */
    public String stream() {
        return stream;
    }

    /** The position of an event that matches the condition's query. */
    public long position() {
        return position;
    }
}
