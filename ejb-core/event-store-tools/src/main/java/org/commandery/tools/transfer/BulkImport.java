package org.commandery.tools.transfer;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.commandery.eventstore.RecordedEvent;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * Writes many events by COPY, as they are: with their positions, versions, ids and times. Every 20,000 events are a transaction, which holds the
 * store's lock, so that other appends come between two of them at most; one that does ends the import, since the order would not be that of
 * the source any more.
 *
 * <p>An import can be called again with the same events: those that the store holds are compared by position and id, and passed over.
 *
 * <p>Used by one thread.
 */
public final class BulkImport implements AutoCloseable {

    private static final String LOCK = """
            SELECT pg_advisory_xact_lock(hashtextextended('commandery:' || ?, 0))
            """;

    private static final String HEAD = """
            SELECT coalesce(max(position), 0) FROM {schema}.events
            """;

    private static final String FLOOR = """
            SELECT position FROM {schema}.head
            """;

    private static final String EVENT_AT = """
            SELECT event_id FROM {schema}.events WHERE position = ?
            """;

    private static final String FIND_STREAMS = """
            SELECT stream_id, stream FROM {schema}.streams WHERE stream = ANY (?)
            """;

    private static final String ADD_STREAMS = """
            INSERT INTO {schema}.streams (stream, created_at)
            SELECT s.stream, s.created_at::timestamptz FROM unnest(?::text[], ?::text[]) AS s (stream, created_at)
            RETURNING stream_id, stream
            """;

    private static final String COPY_EVENTS = """
            COPY {schema}.events (position, stream_id, version, event_id, type, revision, causation_id, correlation_id, data, metadata, tags, created_at)
            FROM STDIN
            """;

    private static final String COPY_TAGS = "COPY {schema}.event_tags (tag, position) FROM STDIN";

    private static final int EVENTS_AT_ONCE = 20_000;
    private static final int MOST_KNOWN_STREAMS = 500_000;
    private static final int CHARACTERS_AT_ONCE = 1 << 16;

    private final SchemaSql store;
    private final Connection connection;
    private final boolean bytes;
    private final List<RecordedEvent> waiting = new ArrayList<>();
    private final Map<String, Long> streamIds = new HashMap<>();
    private final Map<String, Instant> streamTimes = new HashMap<>();
    private final long floor;
    private long head;
    private boolean headFound;
    private long lastGiven;
    private long imported;

    /**
     * Begins an import.
     *
     * @param dataSource where the database is; without a JTA transaction. The driver must be PostgreSQL's own
     * @param schema the store's schema, which exists
     * @throws TransferFailed when the database cannot be reached
     */
    public BulkImport(DataSource dataSource, String schema) {
        store = new SchemaSql(dataSource, schema);
        try {
            connection = dataSource.getConnection();
            connection.setAutoCommit(false);
            bytes = store.keepsBytes(connection);
            floor = store.number(connection, FLOOR);
            head = store.number(connection, HEAD);
            headFound = head == 0;
            connection.commit();
        } catch (SQLException e) {
            throw new TransferFailed(e);
        }
    }

    /**
     * Says when a stream came into being. Without it, that is the time of its first event.
     *
     * @param stream the stream's name; its first event has not been added yet
     * @param createdAt the time, to microseconds
     */
    public void streamCreated(String stream, Instant createdAt) {
        streamTimes.put(stream, createdAt);
    }

    /**
     * Adds an event. It is stored when enough have come together, or at {@link #flush}.
     *
     * @param event its position is beyond that of the event before
     * @throws ImportRefused when the position does not rise, when the store holds another event there, or when somebody else appended meanwhile
     * @throws TransferFailed when the database fails; what was written before stays
     */
    public void add(RecordedEvent event) {
        if (event.position() <= lastGiven) {
            throw new ImportRefused(
                    "position %d comes after %d: events are imported in their order"
                            .formatted(event.position(), lastGiven),
                    null);
        }
        lastGiven = event.position();
        if (event.position() <= head) {
            compareWithStored(event);
            return;
        }
        requireContinued();
        if (event.position() <= floor) {
            throw new ImportRefused(
                    "events up to position %d were removed from the store, and %d is not beyond"
                            .formatted(floor, event.position()),
                    null);
        }
        waiting.add(event);
        if (waiting.size() == EVENTS_AT_ONCE) {
            flush();
        }
    }

    /**
     * Stores what was added.
     *
     * @return how many events this import has stored
     * @throws ImportRefused when somebody else appended meanwhile
     * @throws TransferFailed when the database fails; what was written before stays
     */
    public long flush() {
        if (waiting.isEmpty()) {
            return imported;
        }
        try {
            lock();
            addStreams();
            copyEvents();
            copyTags();
            connection.commit();
        } catch (SQLException e) {
            throw new TransferFailed(e);
        }
        head = lastGiven;
        imported += waiting.size();
        waiting.clear();
        return imported;
    }

    private void lock() throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setString(1, store.schema());
            lock.execute();
        }
        long now = store.number(connection, HEAD);
        if (now != head) {
            throw new ImportRefused(
                    "the store is at position %d and not at %d: somebody else appended during the import"
                            .formatted(now, head),
                    null);
        }
    }

    /** Looks the streams' numbers up, and adds those that are new. */
    private void addStreams() throws SQLException {
        if (streamIds.size() > MOST_KNOWN_STREAMS) {
            streamIds.clear();
        }
        Map<String, RecordedEvent> unknown = new LinkedHashMap<>();
        for (RecordedEvent event : waiting) {
            if (!streamIds.containsKey(event.stream())) {
                unknown.putIfAbsent(event.stream(), event);
            }
        }
        if (unknown.isEmpty()) {
            return;
        }
        try (PreparedStatement find = connection.prepareStatement(store.in(FIND_STREAMS))) {
            find.setArray(1, connection.createArrayOf("text", unknown.keySet().toArray()));
            rememberStreams(find);
        }
        unknown.keySet().removeAll(streamIds.keySet());
        try (PreparedStatement add = connection.prepareStatement(store.in(ADD_STREAMS))) {
            add.setArray(1, connection.createArrayOf("text", unknown.keySet().toArray()));
            add.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            unknown.values().stream()
                                    .map(event -> streamTimes.getOrDefault(event.stream(), event.createdAt()))
                                    .map(Instant::toString)
                                    .toArray()));
            rememberStreams(add);
        }
        streamTimes.keySet().removeAll(unknown.keySet());
    }

    private void rememberStreams(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                streamIds.put(rows.getString(2), rows.getLong(1));
            }
        }
    }

    private void copyEvents() throws SQLException {
        CopyIn copy = startCopy(COPY_EVENTS);
        CopyText rows = new CopyText();
        for (RecordedEvent event : waiting) {
            rows.plain(event.position())
                    .plain(streamIds.get(event.stream()))
                    .plain(event.version())
                    .plain(event.eventId())
                    .text(event.type())
                    .plain(event.revision())
                    .plain(event.causationId())
                    .plain(event.correlationId());
            if (bytes) {
                rows.bytes(event.data().getBytes(StandardCharsets.UTF_8));
            } else {
                rows.text(event.data());
            }
            rows.text(EventRow.metadata(event))
                    .array(event.tags())
                    .plain(event.createdAt())
                    .endRow();
            if (rows.length() > CHARACTERS_AT_ONCE) {
                send(copy, rows);
            }
        }
        send(copy, rows);
        copy.endCopy();
    }

    private void copyTags() throws SQLException {
        CopyText rows = new CopyText();
        for (RecordedEvent event : waiting) {
            event.tags().forEach(tag -> rows.text(tag).plain(event.position()).endRow());
        }
        if (rows.length() > 0) {
            CopyIn copy = startCopy(COPY_TAGS);
            send(copy, rows);
            copy.endCopy();
        }
    }

    private CopyIn startCopy(String sql) throws SQLException {
        return new CopyManager(connection.unwrap(BaseConnection.class)).copyIn(store.in(sql));
    }

    private static void send(CopyIn copy, CopyText rows) throws SQLException {
        byte[] taken = rows.take().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(taken, 0, taken.length);
    }

    private void compareWithStored(RecordedEvent event) {
        // Only the last one that the store holds: whoever holds that one got it, and all before it, from the same
        // source.
        if (event.position() < head) {
            return;
        }
        try (PreparedStatement find = connection.prepareStatement(store.in(EVENT_AT))) {
            find.setLong(1, head);
            try (ResultSet row = find.executeQuery()) {
                headFound = row.next() && row.getObject(1, UUID.class).equals(event.eventId());
            }
            connection.commit();
        } catch (SQLException e) {
            throw new TransferFailed(e);
        }
    }

    /** @throws ImportRefused when the store's last event is not one of those that were given */
    void requireContinued() {
        if (!headFound) {
            throw new ImportRefused(
                    "the store's last event, at position %d, is not one of those to be imported: import into an empty store"
                            .formatted(head),
                    null);
        }
    }

    /** Takes the rows of a section, in the transaction that {@link #finish} commits. */
    void addRows(Section section, List<String> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(store.in(section.imported()))) {
            statement.setArray(1, connection.createArrayOf("json", rows.toArray()));
            statement.executeUpdate();
        }
    }

    void finish() throws SQLException {
        connection.commit();
    }

    /** Forgets what was added and not flushed, and gives the connection back. */
    @Override
    public void close() {
        try (Connection closing = connection) {
            closing.rollback();
        } catch (SQLException e) {
            throw new TransferFailed(e);
        }
    }
}
