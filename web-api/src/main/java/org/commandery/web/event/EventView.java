package org.commandery.web.event;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.commandery.eventstore.RecordedEvent;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An event with all that is recorded of it.
 *
 * @param position where it stands among all events, from 1
 * @param stream the name of its stream
 * @param version where it stands in its stream, from 1
 * @param type the stable name of its type
 * @param revision which form of that type the data has, from 1
 * @param data the event itself
 * @param metadata what else was kept with it
 * @param eventId its id
 * @param causationId the id of what caused it; null when none was given
 * @param correlationId the id shared by all that followed from one request; null when none was given
 * @param tags what it is about
 * @param createdAt when it was stored, unless another time was given
 * @param link where the stream that was asked for shows it, when that only links it; null otherwise
 */
@JsonbNillable
@JsonbPropertyOrder({
    "position",
    "stream",
    "version",
    "type",
    "revision",
    "data",
    "metadata",
    "eventId",
    "causationId",
    "correlationId",
    "tags",
    "createdAt",
    "link"
})
public record EventView(
        long position,
        String stream,
        long version,
        String type,
        int revision,
        @Schema(type = SchemaType.OBJECT) JsonValue data,
        Map<String, String> metadata,
        UUID eventId,
        @Nullable UUID causationId,
        @Nullable UUID correlationId,
        SortedSet<String> tags,
        Instant createdAt,
        @Nullable LinkView link) {

    /**
     * A link to an event.
     *
     * @param stream the stream that shows it as well
     * @param version where the link stands in that stream, from 1
     */
    @JsonbPropertyOrder({"stream", "version"})
    public record LinkView(String stream, long version) {}

    static List<EventView> of(List<RecordedEvent> events) {
        return events.stream().map(EventView::of).toList();
    }

    private static EventView of(RecordedEvent event) {
        return new EventView(
                event.position(),
                event.stream(),
                event.version(),
                event.type(),
                event.revision(),
                json(event.data()),
                event.metadata(),
                event.eventId(),
                event.causationId(),
                event.correlationId(),
                new TreeSet<>(event.tags()),
                event.createdAt(),
                event.link() == null
                        ? null
                        : new LinkView(event.link().stream(), event.link().version()));
    }

    private static JsonValue json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        } catch (JsonException e) {
            // A store that keeps bytes does not look at what they are.
            return Json.createValue(text);
        }
    }
}
