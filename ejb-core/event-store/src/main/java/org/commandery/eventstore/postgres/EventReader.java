package org.commandery.eventstore.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.RecordedEvent.Link;
import org.commandery.eventstore.StreamDeleted;
import org.commandery.eventstore.StreamNotFound;
import org.jspecify.annotations.Nullable;

/** Reads events by key: a page starts after the last row of the page before, so reading far into a stream costs no more than its beginning. */
final class EventReader {

    /** Streams that need a closer look, because they have links or were deleted, seem to be empty: the others do not pay for it. */
    private static final String STREAM_FORWARD = "SELECT s.stream, " + EventRow.COLUMNS + """

              FROM {schema}.streams s JOIN {schema}.events e USING (stream_id)
             WHERE s.stream = ? AND s.deleted_at IS NULL AND NOT s.linked AND e.version >= ?
             ORDER BY e.version LIMIT ?
            """;

    private static final String STREAM_BACKWARD = "SELECT s.stream, " + EventRow.COLUMNS + """

              FROM {schema}.streams s JOIN {schema}.events e USING (stream_id)
             WHERE s.stream = ? AND s.deleted_at IS NULL AND NOT s.linked AND e.version <= ?
             ORDER BY e.version DESC LIMIT ?
            """;

    private static final String LINKED_FORWARD = "SELECT s.stream, " + EventRow.COLUMNS + """
            , numbered.link
              FROM ((SELECT e.position, e.version AS number, NULL::bigint AS link
                       FROM {schema}.events e
                      WHERE e.stream_id = (SELECT stream_id FROM {schema}.streams WHERE stream = ?) AND e.version >= ?
                      ORDER BY e.version LIMIT ?)
                    UNION ALL
                    (SELECT l.position, l.version, l.version
                       FROM {schema}.links l
                      WHERE l.stream_id = (SELECT stream_id FROM {schema}.streams WHERE stream = ?) AND l.version >= ?
                      ORDER BY l.version LIMIT ?)
                    ORDER BY number LIMIT ?) numbered
              JOIN {schema}.events e USING (position) JOIN {schema}.streams s USING (stream_id)
             ORDER BY numbered.number
            """;

    private static final String LINKED_BACKWARD = "SELECT s.stream, " + EventRow.COLUMNS + """
            , numbered.link
              FROM ((SELECT e.position, e.version AS number, NULL::bigint AS link
                       FROM {schema}.events e
                      WHERE e.stream_id = (SELECT stream_id FROM {schema}.streams WHERE stream = ?) AND e.version <= ?
                      ORDER BY e.version DESC LIMIT ?)
                    UNION ALL
                    (SELECT l.position, l.version, l.version
                       FROM {schema}.links l
                      WHERE l.stream_id = (SELECT stream_id FROM {schema}.streams WHERE stream = ?) AND l.version <= ?
                      ORDER BY l.version DESC LIMIT ?)
                    ORDER BY number DESC LIMIT ?) numbered
              JOIN {schema}.events e USING (position) JOIN {schema}.streams s USING (stream_id)
             ORDER BY numbered.number DESC
            """;

    private static final String ALL_FORWARD = "SELECT s.stream, " + EventRow.COLUMNS + """

              FROM (SELECT * FROM {schema}.events WHERE position > ? ORDER BY position LIMIT ?) e JOIN {schema}.streams s USING (stream_id)
             ORDER BY e.position
            """;

    private static final String ALL_BACKWARD = "SELECT s.stream, " + EventRow.COLUMNS + """

              FROM (SELECT * FROM {schema}.events WHERE position <= ? ORDER BY position DESC LIMIT ?) e JOIN {schema}.streams s USING (stream_id)
             ORDER BY e.position DESC
            """;

    private static final String FIND_STREAM = """
            SELECT deleted_at IS NOT NULL, linked, {schema}.stream_version(stream_id) FROM {schema}.streams WHERE stream = ?
            """;

    private static final String HEAD = """
            SELECT greatest((SELECT max(position) FROM {schema}.events), (SELECT position FROM {schema}.head))
            """;

    private static final String FIND_COMMAND = """
            SELECT stream, version, position, events FROM {schema}.commands WHERE command_id = ?
            """;

    /** What a stream's row says. */
    private record Stream(boolean deleted, boolean linked, long version) {}

    private final Database database;
    private final CatchUp catchUp;

    EventReader(Database database) {
        this.database = database;
        this.catchUp = new CatchUp(database);
    }

    List<RecordedEvent> forward(String stream, long fromVersion, int limit) {
        return ofStream(STREAM_FORWARD, LINKED_FORWARD, stream, fromVersion, limit);
    }

    List<RecordedEvent> backward(String stream, long fromVersion, int limit) {
        return ofStream(STREAM_BACKWARD, LINKED_BACKWARD, stream, fromVersion, limit);
    }

    List<RecordedEvent> allForward(long afterPosition, int limit) {
        requirePositive(limit);
        Optional<List<RecordedEvent>> quickly =
                catchUp.isUnderWay(afterPosition) ? catchUp.read(afterPosition, limit) : Optional.empty();
        List<RecordedEvent> page = quickly.orElseGet(() -> ofAll(ALL_FORWARD, afterPosition, limit));
        catchUp.note(page, limit);
        return page;
    }

    List<RecordedEvent> allBackward(long fromPosition, int limit) {
        return ofAll(ALL_BACKWARD, fromPosition, limit);
    }

    /**
     * The version of a stream, 0 when there is none.
     *
     * @throws StreamDeleted when it was soft-deleted
     */
    long version(String stream) {
        return find(stream).map(Stream::version).orElse(0L);
    }

    long head() {
        return database.run(HEAD, statement -> {
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
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

    private List<RecordedEvent> ofStream(String sql, String sqlOfLinked, String stream, long version, int limit) {
        requirePositive(limit);
        List<RecordedEvent> events = database.find(sql, List.of(), statement -> {
            bindPage(statement, 1, stream, version, limit);
            return EventRow.list(statement);
        });
        if (!events.isEmpty()) {
            return events;
        }
        boolean linked =
                find(stream).orElseThrow(() -> new StreamNotFound(stream)).linked();
        return linked ? ofLinkedStream(sqlOfLinked, stream, version, limit) : events;
    }

    private List<RecordedEvent> ofLinkedStream(String sql, String stream, long version, int limit) {
        return database.run(sql, statement -> {
            bindPage(statement, 1, stream, version, limit);
            bindPage(statement, 4, stream, version, limit);
            statement.setInt(7, limit);
            try (ResultSet rows = statement.executeQuery()) {
                List<RecordedEvent> events = new ArrayList<>();
                while (rows.next()) {
                    events.add(EventRow.of(rows, link(stream, rows)));
                }
                return List.copyOf(events);
            }
        });
    }

    private static void bindPage(PreparedStatement statement, int first, String stream, long version, int limit)
            throws SQLException {
        statement.setString(first, stream);
        statement.setLong(first + 1, version);
        statement.setInt(first + 2, limit);
    }

    private static @Nullable Link link(String stream, ResultSet row) throws SQLException {
        long version = row.getLong(EventRow.NEXT);
        return row.wasNull() ? null : new Link(stream, version);
    }

    private Optional<Stream> find(String stream) {
        Optional<Stream> found = database.find(FIND_STREAM, Optional.empty(), statement -> {
            statement.setString(1, stream);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Stream(row.getBoolean(1), row.getBoolean(2), row.getLong(3)))
                        : Optional.empty();
            }
        });
        if (found.filter(Stream::deleted).isPresent()) {
            throw new StreamDeleted(stream);
        }
        return found;
    }

    private List<RecordedEvent> ofAll(String sql, long position, int limit) {
        requirePositive(limit);
        return database.run(sql, statement -> {
            statement.setLong(1, position);
            statement.setInt(2, limit);
            return EventRow.list(statement);
        });
    }

    /** @throws IllegalArgumentException when there is nothing to read */
    static void requirePositive(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit is 1 or more: " + limit);
        }
    }
}
