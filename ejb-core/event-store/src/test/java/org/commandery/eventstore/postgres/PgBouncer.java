package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.commandery.database.EmbeddedDatabase;

/**
 * PgBouncer before a database of the embedded server, which gives a connection to another client after each transaction.
 *
 * @see <a href="https://www.pgbouncer.org/config.html">PgBouncer config</a>
 */
final class PgBouncer implements AutoCloseable {

    private static final List<Path> PROGRAMS = List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"));
    private static final String ADDRESS = "127.0.0.1";

    private final Process process;
    private final int port;

    /** @param database the name of a database */
    PgBouncer(Path directory, String database) throws IOException {
        port = freePort();
        Path configuration = Files.writeString(directory.resolve("pgbouncer.ini"), """
                [databases]
                %s = host=%s port=%d user=%s
                [pgbouncer]
                listen_addr = %s
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 8
                ignore_startup_parameters = extra_float_digits
                """.formatted(
                        database, ADDRESS, EmbeddedDatabase.shared().port(), EmbeddedDatabase.USER, ADDRESS, port));
        process = new ProcessBuilder(command(configuration))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("pgbouncer.log").toFile())
                .start();
        await().untilAsserted(() -> assertThat(answers()).isTrue());
    }

    static boolean isInstalled() {
        return program().findFirst().isPresent();
    }

    private static Stream<Path> program() {
        return PROGRAMS.stream().filter(Files::isExecutable);
    }

    private static List<String> command(Path configuration) throws IOException {
        String program = program().findFirst().orElseThrow().toString();
        // It refuses to run as root, and reads its configuration before it becomes somebody else.
        return "root".equals(System.getProperty("user.name"))
                ? List.of(program, "-q", "-u", "nobody", configuration.toString())
                : List.of(program, "-q", configuration.toString());
    }

    /** Its own address of a database. Statements that a connection keeps would be those of another client's connection next time: hence the threshold. */
    String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s?user=%s&prepareThreshold=0"
                .formatted(ADDRESS, port, database, EmbeddedDatabase.USER);
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getByName(ADDRESS), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
