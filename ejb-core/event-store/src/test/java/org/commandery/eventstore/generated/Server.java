package org.commandery.eventstore.generated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.commandery.database.DatabaseNotStarted;
import org.commandery.database.EmbeddedDatabase;
import org.postgresql.ds.PGSimpleDataSource;

/** The PostgreSQL server of the generated tests: one of their own, as they stop and crash it. It keeps its port. */
final class Server {

    private static final String DATABASE = "postgres";
    private static final String JDBC_URL = "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&ApplicationName=%s";

    private final Path directory;
    private final int port;
    private EmbeddedDatabase running;

    private Server() {
        try {
            directory = Files.createTempDirectory("commandery-generated-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        running = EmbeddedDatabase.kept(data(), 0);
        port = running.port();
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove, "generated-server-close"));
    }

    /** The one server of this JVM. */
    static Server shared() {
        return Shared.INSTANCE;
    }

    private static final class Shared {
        static final Server INSTANCE = new Server();
    }

    private Path data() {
        return directory.resolve("data");
    }

    int port() {
        return port;
    }

    /**
     * The address of the server, or of a wire to it.
     *
     * @param port the server's, or the wire's
     * @param application what the server is to know the connections by
     */
    static String jdbcUrl(int port, String application) {
        return JDBC_URL.formatted(port, DATABASE, EmbeddedDatabase.USER, application);
    }

    /** Connections that no fault is put into; each is a new one. */
    PGSimpleDataSource dataSource() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {"127.0.0.1"});
        dataSource.setPortNumbers(new int[] {port});
        dataSource.setDatabaseName(DATABASE);
        dataSource.setUser(EmbeddedDatabase.USER);
        return dataSource;
    }

    /** Stops the server as an administrator does, and starts it again. */
    synchronized void restart() {
        running.close();
        start();
    }

    /**
     * Has the server end at once, as in a crash, and starts it again: it recovers from its log.
     *
     * @see <a href="https://www.postgresql.org/docs/current/server-shutdown.html">Shutting Down the Server: Immediate Shutdown</a>
     */
    synchronized void crash() {
        try {
            String pid =
                    Files.readAllLines(data().resolve("postmaster.pid")).get(0).strip();
            new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(process -> process.onExit().join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.close();
        start();
    }

    private void start() {
        Patience.until("the server starts again", () -> {
            try {
                running = EmbeddedDatabase.kept(data(), port);
                return true;
            } catch (DatabaseNotStarted e) {
                // The processes of the crashed one may still be about to end.
                return false;
            }
        });
    }

    private void remove() {
        running.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
