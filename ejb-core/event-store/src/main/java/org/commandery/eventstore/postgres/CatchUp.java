package org.commandery.eventstore.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.commandery.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Reads page after page of all events for those who have many of them before them: without the join to the streams, which costs the server a third
 * of the work, but with a second query for names that are not remembered. At the head, where pages are small and streams often new, the join is
 * the shorter way.
 */
final class CatchUp {

    private static final String PAGE = "SELECT e.stream_id, " + EventRow.COLUMNS + """

              FROM {schema}.events e WHERE e.position > ? ORDER BY e.position LIMIT ?
            """;

    /** With smaller pages the second query costs more than the join. */
    private static final int SMALLEST_PAGE = 100;

    /** Of readers that never came back. */
    private static final int MOST_ENDS = 1_000;

    private final Database database;
    private final StreamNames names;
    private final Set<Long> endsOfFullPages = ConcurrentHashMap.newKeySet();

    CatchUp(Database database) {
        this.database = database;
        this.names = new StreamNames(database);
    }

    /** Whether a full page ended here: then more of them follow, as a rule. */
    boolean isUnderWay(long afterPosition) {
        return endsOfFullPages.remove(afterPosition);
    }

    /** Remembers where a page ended, if it was full and not small. */
    void note(List<RecordedEvent> page, int limit) {
        if (page.size() == limit && limit >= SMALLEST_PAGE) {
            if (endsOfFullPages.size() >= MOST_ENDS) {
                endsOfFullPages.clear();
            }
            endsOfFullPages.add(page.get(limit - 1).position());
        }
    }

    /**
     * Reads a page.
     *
     * @return empty when a stream was removed between the two queries, so that its events are of no name
     */
    Optional<List<RecordedEvent>> read(long afterPosition, int limit) {
        return database.scroll(PAGE, statement -> {
            statement.setLong(1, afterPosition);
            statement.setInt(2, limit);
            try (ResultSet rows = statement.executeQuery()) {
                names.learn(statement.getConnection(), streamIds(rows));
                return Optional.ofNullable(events(rows));
            }
        });
    }

    private static Set<Long> streamIds(ResultSet rows) throws SQLException {
        Set<Long> ids = new HashSet<>();
        while (rows.next()) {
            ids.add(rows.getLong(1));
        }
        rows.beforeFirst();
        return ids;
    }

    private @Nullable List<RecordedEvent> events(ResultSet rows) throws SQLException {
        List<RecordedEvent> events = new ArrayList<>();
        while (rows.next()) {
            String stream = names.get(rows.getLong(1));
            if (stream == null) {
                return null;
            }
            events.add(EventRow.of(rows, stream, null));
        }
        return List.copyOf(events);
    }
}
