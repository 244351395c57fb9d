package org.commandery.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;

/**
 * What a database has been asked, counted by itself.
 *
 * @param dataSource of a server with {@link #SETTINGS}
 * @see <a href="https://www.postgresql.org/docs/18/pgstatstatements.html">PostgreSQL 18, pg_stat_statements</a>
 */
record Statements(DataSource dataSource) {

    static final Map<String, String> SETTINGS = Map.of("shared_preload_libraries", "pg_stat_statements");

    static final String CREATE = """
            CREATE EXTENSION pg_stat_statements
            """;

    private static final String FORGET = """
            SELECT pg_stat_statements_reset()
            """;

    /** Queries of this database that name the table of events; an append is a function's call, and names none. */
    private static final String READS_OF_EVENTS = """
            SELECT coalesce(sum(calls), 0), coalesce(sum(rows), 0)
              FROM pg_stat_statements
             WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND toplevel AND query ~* 'from[^;]*events' AND query !~* 'pg_stat_statements'
            """;

    /**
     * Reads of the table of events.
     *
     * @param queries how many
     * @param rows how many rows they gave
     */
    record Reads(long queries, long rows) {}

    /** Begins to count anew. */
    void forget() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(FORGET);
        }
    }

    /** What was read since. */
    Reads ofEvents() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(READS_OF_EVENTS)) {
            row.next();
            return new Reads(row.getLong(1), row.getLong(2));
        }
    }
}
