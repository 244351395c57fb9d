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

    /** Those of the new schema have the same names. */
    private static final String SEQUENCES = """
            SELECT setval(format('%%I.%%I', '%2$s', sequencename)::regclass, last_value)
              FROM pg_sequences WHERE schemaname = '%1$s' AND last_value IS NOT NULL
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
            new JournalTable(to).create(world.dataSource());
            copy(world, from, to);
        });
    }

    private static void copy(PostgresWorld world, String from, String to) throws SQLException {
        try (Connection connection = world.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            // As pg_restore --disable-triggers does.
            statement.execute("SET session_replication_role = replica");
            for (String name : names(statement, TABLES.formatted(from))) {
                statement.execute("TRUNCATE \"%s\".\"%s\"".formatted(to, name));
                copyTable(connection, "\"%s\".\"%s\"".formatted(from, name), "\"%s\".\"%s\"".formatted(to, name));
            }
            statement.execute(SEQUENCES.formatted(from, to));
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

    private static List<String> names(Statement statement, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }
}
