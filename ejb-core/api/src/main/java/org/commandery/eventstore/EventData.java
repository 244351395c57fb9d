package org.commandery.eventstore;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that is to be appended. {@link #of} gives the least; the {@code with…} methods add to it.
 *
 * @param eventId the event's id, unique in its store; null to let the store give one
 * @param type the stable name of the event's type, as in {@code order-placed}
 * @param revision which form of that type the data has, from 1
 * @param data the event itself, a JSON text
 * @param metadata what else is to be kept with it; may be empty
 * @param causationId the id of the command or event that caused it, or null when unknown
 * @param correlationId the id shared by all that follows from one request, or null when there is none
 * @param tags what the event is about, as in {@code course:c-1}, for {@link EventQuery}; empty for none
 * @param createdAt when it happened, for events that are taken over from elsewhere, cut to microseconds; null for the time at which the store
 *     writes it
 */
public record EventData(
        @Nullable UUID eventId,
        String type,
        int revision,
        String data,
        Map<String, String> metadata,
        @Nullable UUID causationId,
        @Nullable UUID correlationId,
        Set<String> tags,
        @Nullable Instant createdAt) {

    /** @throws IllegalArgumentException when the type or a tag is blank, or the revision is below 1 */
    public EventData {
        Objects.requireNonNull(data, "data");
        if (type.isBlank()) {
            throw new IllegalArgumentException("an event has a type");
        }
        if (revision < 1) {
            throw new IllegalArgumentException("a revision is 1 or more: " + revision);
        }
        for (String tag : tags) {
            if (tag.isBlank()) {
                throw new IllegalArgumentException("a tag is not blank");
            }
        }
        metadata = Map.copyOf(metadata);
        tags = Set.copyOf(tags);
        createdAt = createdAt == null ? null : createdAt.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * An event with nothing but its type and its data.
     *
     * @param type the stable name of the event's type
     * @param data the event itself, a JSON text
     */
    public static EventData of(String type, String data) {
        return new EventData(null, type, 1, data, Map.of(), null, null, Set.of(), null);
    }

    /** The same event with this id. */
    public EventData withEventId(UUID eventId) {
        return new EventData(eventId, type, revision, data, metadata, causationId, correlationId, tags, createdAt);
    }

    /** The same event, its data in this form of its type. */
    public EventData withRevision(int revision) {
        return new EventData(eventId, type, revision, data, metadata, causationId, correlationId, tags, createdAt);
    }

    /** The same event with this metadata instead of its own. */
    public EventData withMetadata(Map<String, String> metadata) {
        return new EventData(eventId, type, revision, data, metadata, causationId, correlationId, tags, createdAt);
    }

    /**
     * The same event with these ids.
     *
     * @param causationId the id of the command or event that caused it, or null
     * @param correlationId the id shared by all that follows from one request, or null
     */
    public EventData withCause(@Nullable UUID causationId, @Nullable UUID correlationId) {
        return new EventData(eventId, type, revision, data, metadata, causationId, correlationId, tags, createdAt);
    }

    /** The same event with these tags instead of its own. */
    public EventData withTags(String... tags) {
        return new EventData(
                eventId, type, revision, data, metadata, causationId, correlationId, Set.of(tags), createdAt);
    }

    /** The same event as one that happened at this time. */
    public EventData withCreatedAt(Instant createdAt) {
        return new EventData(eventId, type, revision, data, metadata, causationId, correlationId, tags, createdAt);
    }
}
