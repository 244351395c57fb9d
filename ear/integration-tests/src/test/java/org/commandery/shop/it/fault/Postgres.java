package org.commandery.shop.it.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.commandery.database.EmbeddedDatabase;

/** A PostgreSQL that can be killed and started again on the same data and the same port, with the tables of the ledgers' read models. */
final class Postgres implements AutoCloseable {

    private static final String DATABASE = "commandery";

    private static final String CREATE_BOOKS = """
            CREATE SCHEMA books;
            CREATE TABLE books.journal (
                id bigint GENERATED ALWAYS AS IDENTITY, handler text NOT NULL, position bigint NOT NULL, stream text NOT NULL,
                version bigint NOT NULL, node text NOT NULL, written_at timestamptz NOT NULL DEFAULT clock_timestamp());
            CREATE INDEX ON books.journal (handler, position);
            CREATE TABLE books.counts (
                stream text PRIMARY KEY, entries bigint NOT NULL, total bigint NOT NULL, version bigint NOT NULL, disordered bigint NOT NULL);
            CREATE TABLE books.tallies (LIKE books.counts INCLUDING ALL)
            """;

    private static final String SELECT_SERVERS_BACKENDS = """
            SELECT pid FROM pg_stat_activity WHERE application_name = 'ordering' ORDER BY pid
            """;

    private static final String TERMINATE_SOME = """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'ordering' AND random() < ?
            """;

    private static final String END_LEASES = """
            UPDATE ledger.checkpoints SET leased_until = leased_until - interval '1 hour';
            UPDATE ledger.attendances SET seen_until = seen_until - interval '1 hour'
            """;

    private final Path data;
    private final int port;
    private EmbeddedDatabase running;

    private Postgres(Path data, EmbeddedDatabase running) {
        this.data = data;
        this.port = running.port();
        this.running = running;
    }

    /** Starts an empty one. */
    static Postgres start(Path directory) throws SQLException {
        Path data = directory.resolve("postgres");
        Postgres postgres = new Postgres(data, EmbeddedDatabase.kept(data, 0));
        postgres.running.createDatabase(DATABASE);
        try (var connection = postgres.connect();
                var statement = connection.createStatement()) {
            statement.execute(CREATE_BOOKS);
        }
        return postgres;
    }

    int port() {
        return port;
    }

    /** A new connection of its own. */
    Connection connect() throws SQLException {
        return running.dataSource(DATABASE).getConnection();
    }

    /** Kills all of its processes at the same time, as a machine does whose power fails, but for what the system has in its cache. */
    void kill() {
        ProcessHandle postmaster = postmaster();
        List<ProcessHandle> all = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        postmaster.onExit().join();
        all.forEach(process -> process.onExit().join());
        running.close();
    }

    /** Stops it at once: every connection breaks, and the next start recovers as after a crash. */
    void stopImmediately() {
        ProcessHandle postmaster = postmaster();
        Signals.send("QUIT", postmaster.pid());
        postmaster.onExit().join();
        running.close();
    }

    /** Starts it again where it was. */
    void startAgain() {
        running = EmbeddedDatabase.kept(data, port);
    }

    /** Kills the process behind one connection of the servers: PostgreSQL then breaks all the others and recovers by itself. */
    void killBackend(Random random) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(SELECT_SERVERS_BACKENDS)) {
            List<Long> pids = new ArrayList<>();
            while (rows.next()) {
                pids.add(rows.getLong(1));
            }
            Signals.send("KILL", pids.get(random.nextInt(pids.size())));
        }
    }

    /** Ends some of the servers' connections, whatever they are doing. */
    int terminate(double share) throws SQLException {
        try (var connection = connect();
                var statement = connection.prepareStatement(TERMINATE_SOME)) {
            statement.setDouble(1, share);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Sets back the ends of all leases, which comes to the same as setting the clock ahead. */
    void endLeases() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(END_LEASES);
        }
    }

    private ProcessHandle postmaster() {
        try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
            return lines.findFirst()
                    .map(String::strip)
                    .map(Long::valueOf)
                    .flatMap(ProcessHandle::of)
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        running.close();
    }
}
