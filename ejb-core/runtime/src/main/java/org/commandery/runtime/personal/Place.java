package org.commandery.runtime.personal;

import java.util.UUID;
import org.commandery.eventstore.RecordedEvent;

/**
 * What encrypted members belong to. It goes into their encryption, so that they cannot be read anywhere else.
 *
 * @param kind what it is
 * @param id which one it is
 * @param type the stable name of its type
 */
public record Place(String kind, String id, String type) {

    /** An event. */
    public static Place event(UUID eventId, String type) {
        return new Place("event", eventId.toString(), type);
    }

    /** An event, as it was stored. */
    public static Place of(RecordedEvent event) {
        return event(event.eventId(), event.type());
    }

    /** The snapshot of a stream at a version. */
    public static Place snapshot(String stream, long version, String type) {
        return new Place("snapshot", version + "@" + stream, type);
    }

    /** As messages show it. */
    @Override
    public String toString() {
        return "%s %s of '%s'".formatted(kind, id, type);
    }
}
