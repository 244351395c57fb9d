package org.commandery.shop.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commandery.shop.it.fault.Load.Acknowledged;

/**
 * Compares what is stored with what was acknowledged, and the read models with what is stored. It knows the tables, and shares nothing with the framework: what
 * it says of events after a position it finds by SQL alone.
 */
final class Checker {

    /** What each handler takes. Of each event it writes one line, but for those that are said to do otherwise. */
    private static final Map<String, List<String>> EXACTLY_ONCE = Map.of(
            "ledger.divided", List.of("entered", "marked"),
            "ledger.counted", List.of("entered"),
            "ledger.moody", List.of("entered"),
            "ledger.slow", List.of("marked"),
            "ledger.tallied", List.of("entered"));

    private static final String PARKING = "ledger.parking";
    private static final String UNTRANSACTED = "ledger.untransacted";
    /** The segments of all handlers together. */
    private static final int CHECKPOINTS = 17;

    private static final String HEAD = """
            SELECT coalesce(max(position), 0) FROM ledger.events
            """;

    private static final String CHECKPOINTS_AT = """
            SELECT count(*) FILTER (WHERE position = ?), count(*) FROM ledger.checkpoints WHERE subscription LIKE 'ledger.%'
            """;

    private static final String LAGGING = """
            SELECT subscription || ' at ' || position || ' of ' || coalesce(owner, 'nobody') FROM ledger.checkpoints
             WHERE subscription LIKE 'ledger.%' AND position < ? ORDER BY subscription
            """;

    private static final String GAPS = """
            SELECT position FROM (SELECT position, lag(position, 1, ?) OVER (ORDER BY position) AS before
                                    FROM ledger.events WHERE position > ?) events
             WHERE position <> before + 1
            """;

    private static final String VERSION_GAPS = """
            SELECT position FROM (SELECT position, version, lag(version) OVER (PARTITION BY stream_id ORDER BY position) AS before
                                    FROM ledger.events WHERE position > ?) events
             WHERE version <> coalesce(before, 0) + 1
            """;

    private static final String ENTRIES = """
            SELECT e.data->>'entry', s.stream, e.version, e.position FROM ledger.events e JOIN ledger.streams s USING (stream_id)
             WHERE e.type = 'entered' AND e.position > ? ORDER BY e.position
            """;

    /** Wanted events that are not written down once, and lines without an event that is wanted. */
    private static final String NOT_ONCE = """
            WITH wanted AS (
                SELECT e.position, s.stream, e.version FROM ledger.events e JOIN ledger.streams s USING (stream_id)
                 WHERE e.type = ANY (?) AND e.position > ?
                   AND NOT (? AND EXISTS (SELECT FROM ledger.dead_letters d WHERE d.subscription = 'ledger.parking' AND d.position = e.position))),
            written AS (
                SELECT j.position, j.stream, j.version, count(*) AS lines, string_agg(j.node || ' ' || j.written_at, ', ' ORDER BY j.id) AS by
                  FROM books.journal j WHERE j.handler = ? AND j.position > ? GROUP BY j.position, j.stream, j.version)
            SELECT 'event ' || position || ' of ' || stream || ': ' || coalesce(lines, 0) || ' lines '
                   || coalesce(by, '') || CASE WHEN wanted.version IS NULL THEN ', unwanted' ELSE '' END
              FROM wanted FULL JOIN written USING (position, stream, version)
             WHERE lines IS NULL OR wanted.version IS NULL OR NOT (lines = 1 OR ?) ORDER BY position
            """;

    /** Lines that were written after one of a later event of the same stream. Of several lines of one event the first one counts. */
    private static final String DISORDERED = """
            SELECT 'event ' || position || ' of ' || stream || ' after event ' || before FROM (
                SELECT position, stream, max(position) OVER (PARTITION BY stream ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
                  FROM (SELECT DISTINCT ON (position) id, position, stream FROM books.journal
                         WHERE handler = ? AND position > ? ORDER BY position, id) lines) ordered
             WHERE before > position
            """;

    /** Streams whose numbers in a read model are not those of the store. */
    private static final String MISCOUNTED = """
            WITH wanted AS (
                SELECT s.stream, count(*) AS entries, sum((e.data->>'amount')::bigint) AS total, max(e.version) AS version
                  FROM ledger.events e JOIN ledger.streams s USING (stream_id)
                 WHERE e.type = 'entered' AND s.stream IN (
                       SELECT t.stream FROM ledger.streams t JOIN ledger.events f USING (stream_id) WHERE f.position > ?)
                 GROUP BY s.stream)
            SELECT wanted.stream || ' has ' || wanted.entries || '/' || wanted.total || ', but counted are ' || coalesce(b.entries, 0) || '/'
                   || coalesce(b.total, 0) || ', disordered ' || coalesce(b.disordered, 0)
              FROM wanted LEFT JOIN books.%s b USING (stream)
             WHERE (b.entries, b.total, b.version, b.disordered) IS DISTINCT FROM (wanted.entries, wanted.total, wanted.version, 0::bigint)
            """;

    /** Events that are put aside and should not be, or the other way round: from the first poison of a stream on, all are. */
    private static final String WRONGLY_PARKED = """
            WITH poison AS (
                SELECT stream_id, min(position) AS first FROM ledger.events WHERE data->>'poison' = 'true' AND position > ? GROUP BY stream_id),
            expected AS (
                SELECT e.position, e.position = p.first AS guilty FROM ledger.events e JOIN poison p USING (stream_id) WHERE e.position >= p.first),
            parked AS (
                SELECT position, error IS NOT NULL AS guilty, error FROM ledger.dead_letters WHERE subscription = 'ledger.parking' AND position > ?)
            SELECT 'event ' || position || CASE WHEN expected.guilty IS NULL THEN ' is put aside: ' || coalesce(parked.error, 'behind another')
                                                WHEN parked.guilty IS NULL THEN ' is not put aside' ELSE ' is guilty or not' END
              FROM expected FULL JOIN parked USING (position) WHERE expected.guilty IS DISTINCT FROM parked.guilty
            """;

    private static final String LONGEST_WAIT = """
            SELECT coalesce(extract(epoch FROM max(j.written_at - e.created_at)), 0) FROM books.journal j JOIN ledger.events e USING (position)
             WHERE j.handler = 'ledger.divided' AND position > ?
            """;

    private final Postgres postgres;

    Checker(Postgres postgres) {
        this.postgres = postgres;
    }

    /** The position of the last event. */
    long head() {
        try (var connection = postgres.connect()) {
            return number(connection, HEAD);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until all handlers have handled all events. */
    void awaitHandled(Duration limit) {
        long head = head();
        await("all checkpoints are at " + head)
                .atMost(limit)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(lagging(head)).isEmpty());
    }

    /** Which checkpoints are not at a position. */
    List<String> lagging(long head) throws SQLException {
        try (var connection = postgres.connect()) {
            List<String> lagging = texts(connection, LAGGING, head);
            try (var select = connection.prepareStatement(CHECKPOINTS_AT)) {
                select.setLong(1, head);
                try (var row = select.executeQuery()) {
                    row.next();
                    if (lagging.isEmpty() && row.getLong(1) != CHECKPOINTS) {
                        return List.of(
                                "%d of %d checkpoints are at %d".formatted(row.getLong(1), row.getLong(2), head));
                    }
                }
            }
            return lagging;
        }
    }

    /**
     * Checks all that happened after a position. No stream had events before it.
     *
     * @param acknowledged by entry
     */
    void check(long after, Map<String, Acknowledged> acknowledged) throws SQLException {
        try (var connection = postgres.connect()) {
            assertThat(numbers(connection, GAPS, after, after))
                    .as("gaps in the positions")
                    .isEmpty();
            assertThat(numbers(connection, VERSION_GAPS, after))
                    .as("gaps in the versions")
                    .isEmpty();
            assertThat(stored(connection, after))
                    .as("what is stored is what was acknowledged")
                    .isEqualTo(acknowledged);
            for (var handler : EXACTLY_ONCE.entrySet()) {
                assertThat(notOnce(connection, handler.getKey(), handler.getValue(), after, false, false))
                        .as("%s: each event once", handler.getKey())
                        .isEmpty();
                assertOrdered(connection, handler.getKey(), after);
            }
            assertThat(texts(connection, WRONGLY_PARKED, after, after))
                    .as("dead letters")
                    .isEmpty();
            assertThat(notOnce(connection, PARKING, List.of("entered", "marked"), after, true, false))
                    .as("%s: each event once that is not put aside", PARKING)
                    .isEmpty();
            assertOrdered(connection, PARKING, after);
            assertThat(notOnce(connection, UNTRANSACTED, List.of("entered"), after, false, true))
                    .as("%s: each event at least once", UNTRANSACTED)
                    .isEmpty();
            assertOrdered(connection, UNTRANSACTED, after);
            assertThat(texts(connection, MISCOUNTED.formatted("counts"), after))
                    .as("counts")
                    .isEmpty();
            assertThat(texts(connection, MISCOUNTED.formatted("tallies"), after))
                    .as("tallies, by Hibernate")
                    .isEmpty();
        }
    }

    /** How long an event after a position waited at most until {@code divided} had handled it, in seconds, by the clock of the database. */
    double longestWait(long after) throws SQLException {
        try (var connection = postgres.connect();
                var select = connection.prepareStatement(LONGEST_WAIT)) {
            select.setLong(1, after);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getDouble(1);
            }
        }
    }

    private static void assertOrdered(Connection connection, String handler, long after) throws SQLException {
        try (var select = connection.prepareStatement(DISORDERED)) {
            select.setString(1, handler);
            select.setLong(2, after);
            assertThat(texts(select.executeQuery()))
                    .as("%s: order in a stream", handler)
                    .isEmpty();
        }
    }

    private static Map<String, Acknowledged> stored(Connection connection, long after) throws SQLException {
        Map<String, Acknowledged> stored = new HashMap<>();
        try (var select = connection.prepareStatement(ENTRIES)) {
            select.setLong(1, after);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    Acknowledged before = stored.put(
                            rows.getString(1), new Acknowledged(rows.getString(2), rows.getLong(3), rows.getLong(4)));
                    assertThat(before)
                            .as("entry %s is stored twice", rows.getString(1))
                            .isNull();
                }
            }
        }
        return stored;
    }

    private static List<String> notOnce(
            Connection connection, String handler, List<String> types, long after, boolean butParked, boolean orMore)
            throws SQLException {
        try (var select = connection.prepareStatement(NOT_ONCE)) {
            select.setArray(1, connection.createArrayOf("text", types.toArray()));
            select.setLong(2, after);
            select.setBoolean(3, butParked);
            select.setString(4, handler);
            select.setLong(5, after);
            select.setBoolean(6, orMore);
            return texts(select.executeQuery());
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return numbers(connection, sql).get(0);
    }

    private static List<Long> numbers(Connection connection, String sql, long... parameters) throws SQLException {
        return texts(connection, sql, parameters).stream().map(Long::valueOf).toList();
    }

    private static List<String> texts(Connection connection, String sql, long... parameters) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setLong(i + 1, parameters[i]);
            }
            return texts(select.executeQuery());
        }
    }

    private static List<String> texts(ResultSet rows) throws SQLException {
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
            texts.add(rows.getString(1));
        }
        return texts;
    }
}
