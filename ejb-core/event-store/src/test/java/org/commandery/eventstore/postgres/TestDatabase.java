package org.commandery.eventstore.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.commandery.database.EmbeddedDatabase;

/** One database for all tests of this module, a schema for each test. */
final class TestDatabase {

    static final String NAME = "event_store";
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final DataSource DATA_SOURCE;
    private static final List<String> SCRIPTS;

    static {
        EmbeddedDatabase.shared().createDatabase(NAME);
        DATA_SOURCE = EmbeddedDatabase.shared().dataSource(NAME);
        SCRIPTS = scripts();
    }

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
        try (Connection connection = DATA_SOURCE.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA \"%s\"".formatted(schema));
            for (String script : SCRIPTS) {
                statement.execute(
                        script.replace("${flyway:defaultSchema}", schema).replace("${payload}", payload.type()));
            }
            return schema;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static DataSource dataSource() {
        return EmbeddedDatabase.shared().dataSource(NAME);
    }

    static String jdbcUrl() {
        return EmbeddedDatabase.shared().jdbcUrl(NAME);
    }

    /** What Flyway would run. It takes many times as long for a schema, and there are many schemas. */
    private static List<String> scripts() {
        return Stream.of(EventStoreMigrations.flyway(DATA_SOURCE, "none").info().all())
                .map(script -> "/db/commandery/" + script.getScript())
                .map(TestDatabase::text)
                .toList();
    }

    private static String text(String resource) {
        try (InputStream input = Objects.requireNonNull(TestDatabase.class.getResourceAsStream(resource))) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
