package org.commandery.eventstore.generated;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The store is dumped, restored elsewhere, and goes on there: all that counts is data, so nobody notices. */
record MoveStore() implements Fault {

    private static final String TABLES = """
            SELECT table_name FROM information_schema.tables
             WHERE table_schema = '%s' AND table_type = 'BASE TABLE' AND table_name <> 'flyway_schema_history'
            """;

    private static final String IDENTITIES = """
            SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = '%s' AND is_identity = 'YES'
            """;

    @Override
    public boolean needsPeace() {
        return true;
    }

    @Override
    public void strike(PostgresWorld world, History history) throws SQLException {
        world.moveTo((from, to) -> {
            EventStoreMigrations.migrate(world.dataSource(), to);
            new HandledTable(to).create(world.dataSource());
            copy(world, from, to);
        });
    }

    private static void copy(PostgresWorld world, String from, String to) throws SQLException {
        try (Connection connection = world.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            // As pg_restore --disable-triggers does.
            statement.execute("SET session_replication_role = replica");
            for (List<String> table : rows(statement, TABLES.formatted(from), 1)) {
                String name = table.get(0);
                statement.execute("TRUNCATE \"%s\".\"%s\"".formatted(to, name));
                copyTable(connection, "\"%s\".\"%s\"".formatted(from, name), "\"%s\".\"%s\"".formatted(to, name));
            }
            for (List<String> identity : rows(statement, IDENTITIES.formatted(from), 2)) {
                statement.execute("""
                        SELECT setval(pg_get_serial_sequence('"%1$s"."%3$s"', '%4$s'), (SELECT max("%4$s") FROM "%2$s"."%3$s"))
                        """.formatted(to, from, identity.get(0), identity.get(1)));
            }
        }
    }

    private static void copyTable(Connection connection, String from, String to) throws SQLException {
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        try {
            copy.copyOut("COPY %s TO STDOUT".formatted(from), dump);
            copy.copyIn("COPY %s FROM STDIN".formatted(to), new ByteArrayInputStream(dump.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<List<String>> rows(Statement statement, String query, int columns) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(row.getString(i));
                }
                rows.add(values);
            }
        }
        return rows;
    }
}
