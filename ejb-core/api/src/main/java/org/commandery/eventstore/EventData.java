package org.commandery.eventstore;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that is to be appended.
 *
 * @param eventId the event's id, unique in its store; null to let the store give one
 * @param type the stable name of the event's type, as in {@code order-placed}
 * @param data the event itself, a JSON text
 * @param metadata what else is to be kept with it; may be empty
 * @param causationId the id of the command or event that caused it, or null when unknown
 * @param correlationId the id shared by all that follows from one request, or null when there is none
 */
public record EventData(
        @Nullable UUID eventId,
        String type,
        String data,
        Map<String, String> metadata,
        @Nullable UUID causationId,
        @Nullable UUID correlationId) {

    /** @throws IllegalArgumentException when the type is blank */
    public EventData {
        Objects.requireNonNull(data, "data");
        if (type.isBlank()) {
            throw new IllegalArgumentException("an event has a type");
        }
        metadata = Map.copyOf(metadata);
    }

    /**
     * An event with nothing but its type and its data.
     *
     * @param type the stable name of the event's type
     * @param data the event itself, a JSON text
     */
    public static EventData of(String type, String data) {
        return new EventData(null, type, data, Map.of(), null, null);
    }

    /** The same event with this id. */
    public EventData withEventId(UUID eventId) {
        return new EventData(eventId, type, data, metadata, causationId, correlationId);
    }
}
