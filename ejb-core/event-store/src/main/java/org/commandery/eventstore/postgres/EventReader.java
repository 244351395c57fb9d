package org.commandery.eventstore.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamNotFound;
import org.jspecify.annotations.Nullable;

/** Reads events by key: a page starts after the last row of the page before, so reading far into a stream costs no more than its beginning. */
final class EventReader {

    private static final String STREAM_FORWARD = """
            SELECT e.event_id, e.position, s.stream, e.version, e.type, e.revision, e.data, e.metadata, e.causation_id, e.correlation_id, e.tags,
                   e.created_at
              FROM {schema}.streams s JOIN {schema}.events e USING (stream_id)
             WHERE s.stream = ? AND e.version >= ?
             ORDER BY e.version LIMIT ?
            """;

    private static final String STREAM_BACKWARD = """
            SELECT e.event_id, e.position, s.stream, e.version, e.type, e.revision, e.data, e.metadata, e.causation_id, e.correlation_id, e.tags,
                   e.created_at
              FROM {schema}.streams s JOIN {schema}.events e USING (stream_id)
             WHERE s.stream = ? AND e.version <= ?
             ORDER BY e.version DESC LIMIT ?
            """;

    private static final String ALL_FORWARD = """
            SELECT e.event_id, e.position, s.stream, e.version, e.type, e.revision, e.data, e.metadata, e.causation_id, e.correlation_id, e.tags,
                   e.created_at
              FROM (SELECT * FROM {schema}.events WHERE position > ? ORDER BY position LIMIT ?) e JOIN {schema}.streams s USING (stream_id)
             ORDER BY e.position
            """;

    private static final String ALL_BACKWARD = """
            SELECT e.event_id, e.position, s.stream, e.version, e.type, e.revision, e.data, e.metadata, e.causation_id, e.correlation_id, e.tags,
                   e.created_at
              FROM (SELECT * FROM {schema}.events WHERE position <= ? ORDER BY position DESC LIMIT ?) e JOIN {schema}.streams s USING (stream_id)
             ORDER BY e.position DESC
            """;

    private static final String STREAM_EXISTS = """
            SELECT EXISTS (SELECT FROM {schema}.streams WHERE stream = ?)
            """;

    private static final String STREAM_VERSION = """
            SELECT coalesce(max(e.version), 0) FROM {schema}.streams s JOIN {schema}.events e USING (stream_id) WHERE s.stream = ?
            """;

    private static final String HEAD = """
            SELECT greatest((SELECT max(position) FROM {schema}.events), (SELECT position FROM {schema}.head))
            """;

    private static final String FIND_COMMAND = """
            SELECT stream, version, position, events FROM {schema}.commands WHERE command_id = ?
            """;

    private final Database database;

    EventReader(Database database) {
        this.database = database;
    }

    List<RecordedEvent> forward(String stream, long fromVersion, int limit) {
        return ofStream(STREAM_FORWARD, stream, fromVersion, limit);
    }

    List<RecordedEvent> backward(String stream, long fromVersion, int limit) {
        return ofStream(STREAM_BACKWARD, stream, fromVersion, limit);
    }

    List<RecordedEvent> allForward(long afterPosition, int limit) {
        return ofAll(ALL_FORWARD, afterPosition, limit);
    }

    List<RecordedEvent> allBackward(long fromPosition, int limit) {
        return ofAll(ALL_BACKWARD, fromPosition, limit);
    }

    /** The version of a stream, 0 when there is none. */
    long version(String stream) {
        return database.run(STREAM_VERSION, statement -> {
            statement.setString(1, stream);
            return number(statement);
        });
    }

    long head() {
        return database.run(HEAD, EventReader::number);
    }

    Optional<AppendResult> findCommand(UUID commandId) {
        return database.run(FIND_COMMAND, statement -> {
            statement.setObject(1, commandId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new AppendResult(row.getString(1), row.getLong(2), row.getLong(3), row.getInt(4), true))
                        : Optional.empty();
            }
        });
    }

    private List<RecordedEvent> ofStream(String sql, String stream, long version, int limit) {
        requirePositive(limit);
        try {
            List<RecordedEvent> events = database.run(sql, statement -> {
                statement.setString(1, stream);
                statement.setLong(2, version);
                statement.setInt(3, limit);
                return events(statement);
            });
            if (events.isEmpty() && !exists(stream)) {
                throw new StreamNotFound(stream);
            }
            return events;
        } catch (EventStoreUnavailable e) {
            // A name with a NUL: no stream can have it.
            throw e.getCause() instanceof SQLException cause && SqlErrors.isUnacceptable(cause)
                    ? new StreamNotFound(stream)
                    : e;
        }
    }

    private List<RecordedEvent> ofAll(String sql, long position, int limit) {
        requirePositive(limit);
        return database.run(sql, statement -> {
            statement.setLong(1, position);
            statement.setInt(2, limit);
            return events(statement);
        });
    }

    private boolean exists(String stream) {
        return database.run(STREAM_EXISTS, statement -> {
            statement.setString(1, stream);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        });
    }

    private static void requirePositive(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit is 1 or more: " + limit);
        }
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<RecordedEvent> events(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<RecordedEvent> events = new ArrayList<>();
            while (rows.next()) {
                events.add(event(rows));
            }
            return List.copyOf(events);
        }
    }

    private static RecordedEvent event(ResultSet row) throws SQLException {
        return new RecordedEvent(
                row.getObject(1, UUID.class),
                row.getLong(2),
                row.getString(3),
                row.getLong(4),
                row.getString(5),
                row.getInt(6),
                new String(row.getBytes(7), StandardCharsets.UTF_8),
                MetadataJson.read(row.getString(8)),
                row.getObject(9, UUID.class),
                row.getObject(10, UUID.class),
                tags(row.getArray(11)),
                row.getObject(12, OffsetDateTime.class).toInstant(),
                null);
    }

    private static Set<String> tags(@Nullable Array tags) throws SQLException {
        return tags == null ? Set.of() : Set.of((String[]) tags.getArray());
    }
}
