package org.commandery.eventstore;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored.
 *
 * @param eventId the event's id, unique in its store
 * @param position where it stands in the order of all events of its store: 1 for the first, without gaps, in the order of the commits
 * @param stream the name of its stream
 * @param version where it stands in its stream: 1 for the first, without gaps
 * @param type the stable name of its type
 * @param data the event itself, a JSON text
 * @param metadata what else was kept with it; may be empty
 * @param causationId the id of the command or event that caused it, or null when none was given
 * @param correlationId the id shared by all that followed from one request, or null when none was given
 * @param createdAt when it was stored, by the store's clock
 */
public record RecordedEvent(
        UUID eventId,
        long position,
        String stream,
        long version,
        String type,
        String data,
        Map<String, String> metadata,
        @Nullable UUID causationId,
        @Nullable UUID correlationId,
        Instant createdAt) {}
