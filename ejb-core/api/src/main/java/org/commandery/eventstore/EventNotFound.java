package org.commandery.eventstore;

import java.io.Serial;
import java.util.UUID;

/** A link names an event that is not stored. Nothing was written. */
public final class EventNotFound extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final UUID eventId;

    /**
     * @param stream the stream that was to show the event
     * @param eventId the id that no event has
     */
    public EventNotFound(String stream, UUID eventId) {
        super(211, "there is no event %s that stream '%s' could show".formatted(eventId, stream), null);
        this.eventId = eventId;
    }

    /** The id that no event has. */
    public UUID eventId() {
        return eventId;
    }
}
