package org.commandery.tools.transfer;

import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.commandery.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** An event as a row of the table. */
final class EventRow {

    private static final JsonProvider JSON = JsonProvider.provider();

    private EventRow() {}

    static RecordedEvent read(ResultSet row) throws SQLException {
        return new RecordedEvent(
                row.getObject(1, UUID.class),
                row.getLong(2),
                row.getString(3),
                row.getLong(4),
                row.getString(5),
                row.getInt(6),
                // The same for json, jsonb and bytea.
                new String(row.getBytes(7), StandardCharsets.UTF_8),
                metadata(row.getString(8)),
                row.getObject(9, UUID.class),
                row.getObject(10, UUID.class),
                tags(row.getArray(11)),
                row.getObject(12, OffsetDateTime.class).toInstant(),
                null);
    }

    private static Set<String> tags(@Nullable Array tags) throws SQLException {
        return tags == null ? Set.of() : Set.of((String[]) tags.getArray());
    }

    /** The metadata of an event as the table keeps it: null when there is none. */
    static @Nullable String metadata(RecordedEvent event) {
        return event.metadata().isEmpty()
                ? null
                : JSON.createObjectBuilder(Map.copyOf(event.metadata())).build().toString();
    }

    private static Map<String, String> metadata(@Nullable String json) {
        Map<String, String> metadata = new HashMap<>();
        if (json != null) {
            try (JsonReader reader = JSON.createReader(new StringReader(json))) {
                reader.readObject()
                        .forEach((name, value) -> metadata.put(
                                name, value instanceof JsonString string ? string.getString() : value.toString()));
            }
        }
        return metadata;
    }
}
