package org.commandery.tools.transfer;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.commandery.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event as a line of an export: a JSON object. Its last member is the event's data, letter by letter as it is stored; data that has line
 * breaks is written as a string of another name, so that a line stays a line.
 */
final class EventLine {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final String DATA = "data";
    private static final String TEXT = "text";

    private EventLine() {}

    static String write(RecordedEvent event) {
        JsonObjectBuilder object = JSON.createObjectBuilder()
                .add("position", event.position())
                .add("stream", event.stream())
                .add("version", event.version())
                .add("id", event.eventId().toString())
                .add("type", event.type())
                .add("revision", event.revision())
                .add("createdAt", event.createdAt().toString());
        addIfKnown(object, "causation", event.causationId());
        addIfKnown(object, "correlation", event.correlationId());
        if (!event.metadata().isEmpty()) {
            object.add("metadata", JSON.createObjectBuilder(Map.copyOf(event.metadata())));
        }
        if (!event.tags().isEmpty()) {
            object.add("tags", JSON.createArrayBuilder(event.tags()));
        }
        if (hasLineBreak(event.data())) {
            return object.add(TEXT, event.data()).build().toString();
        }
        String start = object.build().toString();
        return start.substring(0, start.length() - 1) + ",\"" + DATA + "\":" + event.data() + "}";
    }

    /** @throws ImportRefused when the line is not an event */
    static RecordedEvent read(String line) {
        try (JsonParser parser = JSON.createParser(new StringReader(line))) {
            JsonObject object = membersBeforeData(parser);
            String data = parser.hasNext() ? rest(line, parser) : object.getString(TEXT);
            return new RecordedEvent(
                    UUID.fromString(object.getString("id")),
                    object.getJsonNumber("position").longValueExact(),
                    object.getString("stream"),
                    object.getJsonNumber("version").longValueExact(),
                    object.getString("type"),
                    object.getInt("revision"),
                    data,
                    metadata(object),
                    uuid(object, "causation"),
                    uuid(object, "correlation"),
                    tags(object),
                    Instant.parse(object.getString("createdAt")),
                    null);
        } catch (JsonException
                | NullPointerException
                | ClassCastException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException e) {
            throw new ImportRefused("a line is not an event as an export writes it: " + abbreviated(line), e);
        }
    }

    private static JsonObject membersBeforeData(JsonParser parser) {
        JsonObjectBuilder object = JSON.createObjectBuilder();
        parser.next();
        while (parser.hasNext() && parser.next() == Event.KEY_NAME) {
            String name = parser.getString();
            if (name.equals(DATA)) {
                break;
            }
            parser.next();
            object.add(name, parser.getValue());
        }
        return object.build();
    }

    /** The data is cut out as it stands: parsing it would cost time, and lose how it was written. */
    private static String rest(String line, JsonParser atName) {
        int colon = line.indexOf(':', (int) atName.getLocation().getStreamOffset() - 1);
        return line.substring(colon + 1, line.lastIndexOf('}'));
    }

    private static void addIfKnown(JsonObjectBuilder object, String name, @Nullable UUID id) {
        if (id != null) {
            object.add(name, id.toString());
        }
    }

    private static boolean hasLineBreak(String text) {
        return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
    }

    private static @Nullable UUID uuid(JsonObject object, String name) {
        return object.containsKey(name) ? UUID.fromString(object.getString(name)) : null;
    }

    private static Map<String, String> metadata(JsonObject object) {
        Map<String, String> metadata = new HashMap<>();
        if (object.containsKey("metadata")) {
            object.getJsonObject("metadata")
                    .forEach((name, value) -> metadata.put(name, ((JsonString) value).getString()));
        }
        return metadata;
    }

    private static Set<String> tags(JsonObject object) {
        Set<String> tags = new HashSet<>();
        if (object.containsKey("tags")) {
            for (JsonValue tag : object.getJsonArray("tags")) {
                tags.add(((JsonString) tag).getString());
            }
        }
        return tags;
    }

    private static String abbreviated(String line) {
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }
}
