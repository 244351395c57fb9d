package org.commandery.eventstore.postgres;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metadata as a JSON object of strings; null when there is none. */
final class MetadataJson {

    // Looking the provider up costs more than parsing a small object.
    private static final JsonProvider JSON = JsonProvider.provider();

    private MetadataJson() {}

    static @Nullable String write(Map<String, String> metadata) {
        if (metadata.isEmpty()) {
            return null;
        }
        JsonObjectBuilder object = JSON.createObjectBuilder();
        metadata.forEach(object::add);
        return object.build().toString();
    }

    static Map<String, String> read(@Nullable String json) {
        if (json == null) {
            return Map.of();
        }
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            JsonObject object = reader.readObject();
            Map<String, String> metadata = new LinkedHashMap<>();
            object.forEach((name, value) -> metadata.put(name, text(value)));
            return Map.copyOf(metadata);
        }
    }

    /** Values that were written by other means than this store need not be strings. */
    private static String text(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }
}
