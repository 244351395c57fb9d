package org.commandery.eventstore.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.commandery.database.EmbeddedDatabase;

/** One database for all tests of this module, a schema for each test. */
final class TestDatabase {

    static final String NAME = "event_store";
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private TestDatabase() {}

    static String newSchemaName() {
        return "Store " + SCHEMAS.incrementAndGet();
    }

    /** The name of a new schema with an empty event store in it. */
    static String newSchema() {
        return newSchema(Payload.JSON);
    }

    /** The name of a new schema with an empty event store in it that keeps data in this way. */
    static String newSchema(Payload payload) {
        String schema = newSchemaName();
        EventStoreMigrations.migrate(dataSource(), schema, payload);
        return schema;
    }

    static DataSource dataSource() {
        EmbeddedDatabase.shared().createDatabase(NAME);
        return EmbeddedDatabase.shared().dataSource(NAME);
    }

    static String jdbcUrl() {
        EmbeddedDatabase.shared().createDatabase(NAME);
        return EmbeddedDatabase.shared().jdbcUrl(NAME);
    }

    /** Runs a statement. */
    static void execute(String sql) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The number that a query answers with. */
    static long number(DataSource dataSource, String query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
