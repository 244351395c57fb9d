package org.commandery.eventstore.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.commandery.eventstore.EventStoreUnavailable;
import org.jspecify.annotations.Nullable;

/** Where a store's tables are: gives connections, and puts the schema's name into SQL. */
final class Database {

    /** What is done with a connection or a statement. */
    interface Work<S, T> {
        T with(S subject) throws SQLException;
    }

    private static final String SCHEMA = "{schema}";

    private final DataSource dataSource;
    private final Map<String, String> qualified = new ConcurrentHashMap<>();
    private volatile @Nullable String schema;

    /** @param schema null for the first schema of the connections' search path, which is looked up when it is first needed */
    Database(DataSource dataSource, @Nullable String schema) {
        this.dataSource = dataSource;
        this.schema = schema;
    }

    Connection open() throws SQLException {
        return dataSource.getConnection();
    }

    String schema(Connection connection) throws SQLException {
        String known = schema;
        if (known == null) {
            known = SearchPath.firstSchema(connection);
            schema = known;
        }
        return known;
    }

    /** The schema's name for messages. */
    String schemaForMessages() {
        String known = schema;
        return known == null ? "?" : known;
    }

    /** Prepares a statement whose text says {schema} where the name of the schema belongs. */
    PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        return connection.prepareStatement(qualify(connection, sql));
    }

    private String qualify(Connection connection, String sql) throws SQLException {
        String text = qualified.get(sql);
        if (text == null) {
            text = sql.replace(SCHEMA, '"' + schema(connection).replace("\"", "\"\"") + '"');
            qualified.put(sql, text);
        }
        return text;
    }

    /** Runs one statement on a connection of its own, or on that of the calling thread's JTA transaction. */
    <T> T run(String sql, Work<PreparedStatement, T> work) {
        try (Connection connection = open();
                PreparedStatement statement = prepare(connection, sql)) {
            return work.with(statement);
        } catch (SQLException e) {
            throw SqlErrors.unavailable(this, e);
        }
    }

    /** Runs one statement whose rows can be gone through more than once. */
    <T> T scroll(String sql, Work<PreparedStatement, T> work) {
        try (Connection connection = open();
                PreparedStatement statement = connection.prepareStatement(
                        qualify(connection, sql), ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
            return work.with(statement);
        } catch (SQLException e) {
            throw SqlErrors.unavailable(this, e);
        }
    }

    /**
     * Runs one statement that looks for something by a text. One that PostgreSQL cannot hold, as one with a NUL, names nothing that is stored.
     *
     * @param nothing the answer for such a text
     */
    <T> T find(String sql, T nothing, Work<PreparedStatement, T> work) {
        try {
            return run(sql, work);
        } catch (EventStoreUnavailable e) {
            if (e.getCause() instanceof SQLException cause && SqlErrors.isUnacceptable(cause)) {
                return nothing;
            }
            throw e;
        }
    }
}
