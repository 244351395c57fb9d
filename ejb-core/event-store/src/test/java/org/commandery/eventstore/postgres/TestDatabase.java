package org.commandery.eventstore.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.commandery.database.EmbeddedDatabase;

/** One database for all tests of this module, a schema for each test. */
final class TestDatabase {

    static final String NAME = "event_store";

    private static final String BEGIN = """
            BEGIN;
            SET LOCAL check_function_bodies = off;
            CREATE SCHEMA "${flyway:defaultSchema}";
            """;

    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final DataSource DATA_SOURCE;
    private static final String CREATE;

    static {
        EmbeddedDatabase.shared().createDatabase(NAME);
        DATA_SOURCE = EmbeddedDatabase.shared().dataSource(NAME);
        CREATE = script();
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
            statement.execute(CREATE.replace("${flyway:defaultSchema}", schema).replace("${payload}", payload.type()));
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

    /**
     * What Flyway would run, in one transaction. It takes many times as long for a schema, and there are many schemas. That the bodies of the functions are
     * right the first one of them shows when it is called.
     */
    private static String script() {
        Stream<String> migrations = Stream.of(
                        EventStoreMigrations.flyway(DATA_SOURCE, "none").info().all())
                .map(script -> text("/db/commandery/" + script.getScript()));
        return Stream.concat(Stream.of(BEGIN), migrations).collect(Collectors.joining("\n", "", "\n;COMMIT"));
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
