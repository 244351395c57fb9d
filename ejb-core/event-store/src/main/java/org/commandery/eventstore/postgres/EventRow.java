package org.commandery.eventstore.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.RecordedEvent.Link;
import org.jspecify.annotations.Nullable;

/** Makes events of rows that begin with the stream's name and these columns. */
final class EventRow {

    /** The columns of the table of events, as {@code e}. */
    static final String COLUMNS = "e.event_id, e.position, e.version, e.type, e.revision, e.data, e.metadata,"
            + " e.causation_id, e.correlation_id, e.tags, e.created_at";

    /** The number of the first column that is not the event's. */
    static final int NEXT = 13;

    private EventRow() {}

    /** The events of all rows. */
    static List<RecordedEvent> list(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<RecordedEvent> events = new ArrayList<>();
            while (rows.next()) {
                events.add(of(rows, null));
            }
            return List.copyOf(events);
        }
    }

    static RecordedEvent of(ResultSet row, @Nullable Link link) throws SQLException {
        return of(row, row.getString(1), link);
    }

    /** The event of a row that begins with something else than the stream's name. */
    static RecordedEvent of(ResultSet row, String stream, @Nullable Link link) throws SQLException {
        return new RecordedEvent(
                row.getObject(2, UUID.class),
                row.getLong(3),
                stream,
                row.getLong(4),
                row.getString(5),
                row.getInt(6),
                // The column may be json, jsonb or bytea: the bytes are the text's in each of them.
                new String(row.getBytes(7), StandardCharsets.UTF_8),
                MetadataJson.read(row.getString(8)),
                row.getObject(9, UUID.class),
                row.getObject(10, UUID.class),
                tags(row.getArray(11)),
                row.getObject(12, OffsetDateTime.class).toInstant(),
                link);
    }

    private static Set<String> tags(@Nullable Array tags) throws SQLException {
        return tags == null ? Set.of() : Set.of((String[]) tags.getArray());
    }
}
