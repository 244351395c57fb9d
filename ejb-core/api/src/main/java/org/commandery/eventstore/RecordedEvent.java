package org.commandery.eventstore;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored.
 *
 * @param eventId the event's id, unique in its store
 * @param position where it stands in the order of all events of its store: 1 for the first, in the order of the commits, without gaps but those
 *     that hard deletes leave
 * @param stream the name of the stream that it was appended to
 * @param version where it stands in that stream: 1 for the first, without gaps
 * @param type the stable name of its type
 * @param revision which form of that type the data has, from 1
 * @param data the event itself, a JSON text
 * @param metadata what else was kept with it; may be empty
 * @param causationId the id of the command or event that caused it, or null when none was given
 * @param correlationId the id shared by all that followed from one request, or null when none was given
 * @param tags what it is about; empty when it has none
 * @param createdAt when it was stored, by the store's clock, unless another time was given
 * @param link where it was read when it was read from a stream that it is linked to; null otherwise
 */
public record RecordedEvent(
        UUID eventId,
        long position,
        String stream,
        long version,
        String type,
        int revision,
        String data,
        Map<String, String> metadata,
        @Nullable UUID causationId,
        @Nullable UUID correlationId,
        Set<String> tags,
        Instant createdAt,
        @Nullable Link link) {

    /**
     * The place of a linked event in the stream that it was linked to.
     *
     * @param stream the stream with the link
     * @param version where the link stands in that stream
     */
    public record Link(String stream, long version) {}

    /** Where the event stands in the stream that it was read from: the link's version when it was read by a link. */
    public long number() {
        return link == null ? version : link.version();
    }
}
