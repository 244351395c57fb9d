package org.commandery.benchmarks.handlers;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * When rows were committed, on the one clock of the database, which remembers it for each transaction ({@code track_commit_timestamp}). So nothing has to be
 * measured where the work is done, and all ways of doing it are timed alike.
 *
 * @param dataSource of the database
 * @param schema the tables'
 * @see <a href="https://www.postgresql.org/docs/18/functions-info.html#FUNCTIONS-INFO-COMMIT-TIMESTAMP">PostgreSQL 18, committed transaction information</a>
 */
record Commits(DataSource dataSource, String schema) {

    /** Rows after those of the first commit, and the time in which they came. */
    private static final String RATE = """
            WITH commits AS (
                SELECT pg_xact_commit_timestamp(xmin) AS at, count(*) AS rows FROM %1$s.%2$s GROUP BY xmin
            ), beginning AS (
                SELECT min(at) AS at FROM commits
            )
            SELECT sum(rows) / extract(epoch FROM max(commits.at) - beginning.at)
              FROM commits, beginning
             WHERE commits.at > beginning.at
             GROUP BY beginning.at
            """;

    private static final String ROWS = """
            SELECT count(*) FROM %1$s.%2$s
            """;

    private static final String DELAYS = """
            SELECT 1000 * extract(epoch FROM pg_xact_commit_timestamp(shown.xmin) - pg_xact_commit_timestamp(events.xmin))
              FROM %1$s.events JOIN %1$s.%2$s AS shown USING (position)
             WHERE position > %3$d
             ORDER BY 1
            """;

    private static final String LAST = """
            SELECT coalesce(max(position), 0) FROM %1$s.%2$s
            """;

    private static final long POLL_MILLIS = 50;

    /**
     * How many rows a second have come into a table, from its first commit to its last.
     *
     * @param expected how many rows there must be
     */
    double rate(String table, long expected) throws SQLException {
        long rows = rows(table);
        if (rows != expected) {
            throw new IllegalStateException("%s has %,d rows instead of %,d".formatted(table, rows, expected));
        }
        return number(RATE.formatted(schema, table)).doubleValue();
    }

    /** Milliseconds between an event's commit and that of its row, of all events after a position, in ascending order. */
    List<Double> delays(String table, long after) throws SQLException {
        return numbers(DELAYS.formatted(schema, table, after)).stream()
                .map(Number::doubleValue)
                .toList();
    }

    /** The position of the newest event. */
    long last() throws SQLException {
        return last("events");
    }

    /** Waits until a table has the row of each event of the store. */
    void await(String table) throws SQLException, InterruptedException {
        await(table, last());
    }

    /** Waits until a table has rows for all positions up to one. They are counted only when that one is there, as others work meanwhile. */
    void await(String table, long position) throws SQLException, InterruptedException {
        while (last(table) < position || rows(table) < position) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private long rows(String table) throws SQLException {
        return number(ROWS.formatted(schema, table)).longValue();
    }

    private long last(String table) throws SQLException {
        return number(LAST.formatted(schema, table)).longValue();
    }

    private Number number(String query) throws SQLException {
        return numbers(query).get(0);
    }

    private List<Number> numbers(String query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<Number> numbers = new ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getBigDecimal(1));
            }
            return numbers;
        }
    }
}
