package org.commandery.launcher;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.commandery.database.DatabaseInUse;
import org.commandery.database.DatabaseNotStarted;
import org.commandery.database.EmbeddedDatabase;

/**
 * The main job: the database, then the server with the shop in it, until Ctrl-C or SIGTERM; then the same backwards. What it writes is kept for the
 * next start.
 */
final class Launcher {

    private static final String DATABASE = "commandery";

    private final Running running = new Running();

    private Launcher() {}

    /**
     * Runs until it is stopped.
     *
     * @param arguments none; {@link RunSettings} says which system properties are read
     */
    public static void main(String[] arguments) {
        System.exit(new Launcher().run());
    }

    /** The exit code, which counts only where the end comes from inside: a signal has set its own by then. */
    private int run() {
        Runtime.getRuntime().addShutdownHook(new Thread(running::stop, "launcher-stop"));
        try {
            ServerProcess server = start(RunSettings.fromSystemProperties());
            int code = server.waitFor();
            if (running.isStoppingSoon()) {
                return 0;
            }
            return failed("the server ended by itself with exit code " + code + "\nits log: " + server.log());
        } catch (LaunchRefused | ServerNotStarted | DatabaseInUse | DatabaseNotStarted e) {
            return failed(e.getMessage());
        } catch (Exception e) {
            return failed(e.toString());
        }
    }

    private ServerProcess start(RunSettings settings) throws Exception {
        long begin = System.nanoTime();
        running.start("the shop, data in " + settings.data(), () -> RunLock.acquire(settings.data()));
        settings.check();

        Path postgres = settings.data().resolve("postgres");
        var database = running.start("PostgreSQL", () -> EmbeddedDatabase.kept(postgres, settings.databasePort()));
        database.createDatabase(DATABASE);

        Path directory = settings.data().resolve("server");
        var server = running.start(
                "WildFly",
                () -> ServerProcess.start(ServerSettings.of(settings.home(), directory)
                        .on(settings.ports())
                        .with("commandery.database.port", database.port())
                        .with("commandery.database.name", DATABASE)
                        .with("commandery.database.user", EmbeddedDatabase.USER)
                        .deploying(settings.application())));
        server.awaitReady();
        new FirstCommand(server.http()).awaitAccepted(server);

        System.out.println(ready(server, database, settings, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)));
        return server;
    }

    /** What fails because everything is being stopped is no failure. */
    private int failed(String reason) {
        if (!running.isStopping()) {
            System.err.println("\nFAILED: " + reason + "\n");
        }
        return 1;
    }

    private static String ready(ServerProcess server, EmbeddedDatabase database, RunSettings settings, long millis) {
        return """

                READY after %.1f s: an order was placed.

                  place one   curl -i -X POST %s -H 'Content-Type: application/json' -d '%s'
                  see it      curl %s
                  the API     %s
                  console     %s
                  database    %s
                  log         %s

                Ctrl-C stops it. The data stays in %s.
                """.formatted(
                        millis / 1000.0,
                        server.http().resolve(FirstCommand.PATH),
                        FirstCommand.body("o-1"),
                        server.http().resolve("api/ordering/orders/o-1"),
                        server.http().resolve("openapi"),
                        server.management(),
                        database.jdbcUrl(DATABASE),
                        server.log(),
                        settings.data());
    }
}
