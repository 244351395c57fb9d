package org.commandery.web.event;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commandery.eventstore.RecordedEvent;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored, with all that is recorded of it. Upcasters have not touched it.
 *
 * @param position where it stands among all events, from 1
 * @param stream the name of its stream
 * @param version where it stands in its stream, from 1
 * @param number where it stands in the stream that was asked for, which may only link it; the version otherwise
 * @param type the stable name of its type
 * @param revision which form of that type the data have, from 1
 * @param data the event itself
 * @param metadata what else was kept with it
 * @param tags what it is about, sorted; empty when it has none
 * @param eventId its id
 * @param causationId the id of what caused it; null when none was given
 * @param correlationId the id shared by all that followed from one request; null when none was given
 * @param createdAt when it was stored, unless another time was given
 */
@JsonbNillable
@JsonbPropertyOrder({
    "position",
    "stream",
    "version",
    "number",
    "type",
    "revision",
    "data",
    "metadata",
    "tags",
    "eventId",
    "causationId",
    "correlationId",
    "createdAt"
})
public record EventView(
        long position,
        String stream,
        long version,
        long number,
        String type,
        int revision,
        @Schema(type = SchemaType.OBJECT) JsonValue data,
        Map<String, String> metadata,
        List<String> tags,
        UUID eventId,
        @Nullable UUID causationId,
        @Nullable UUID correlationId,
        Instant createdAt) {

    /** Made once: {@link Json} looks for its provider at each call, in all that the deployment can see. */
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    static List<EventView> of(List<RecordedEvent> events) {
        return events.stream().map(EventView::of).toList();
    }

    /** An event that was read by its position or from its own stream. */
    public static EventView of(RecordedEvent event) {
        return new EventView(
                event.position(),
                event.stream(),
                event.version(),
                event.number(),
                event.type(),
                event.revision(),
                json(event.data()),
                event.metadata(),
                event.tags().stream().sorted().toList(),
                event.eventId(),
                event.causationId(),
                event.correlationId(),
                event.createdAt());
    }

    private static JsonValue json(String text) {
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readValue();
        } catch (JsonException e) {
            // A store that keeps bytes does not look at what they are.
            return Json.createValue(text);
        }
    }
}
