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
        int code = new Launcher().run();
        if (code != 0) {
            System.exit(code);
        }
    }

    /** The exit code: 0 only where a stop from outside, which sets its own, is under way. */
    private int run() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "launcher-stop"));
        try {
            ServerProcess server = start(RunSettings.fromSystemProperties());
            int code = server.waitFor();
            if (running.isStoppingSoon()) {
                return 0;
            }
            return failed("the server ended by itself with exit code " + code + "\nits log: " + server.log());
        } catch (LaunchRefused | ServerNotStarted | DatabaseInUse | DatabaseNotStarted e) {
            return running.isStopping() ? 0 : failed(e.getMessage());
        } catch (Exception e) {
            e.printStackTrace();
            return failed(e.toString());
        }
    }

    private ServerProcess start(RunSettings settings) throws Exception {
        long begin = System.nanoTime();
        running.start(() -> RunLock.acquire(settings.data()));
        settings.check();

        Path postgres = settings.data().resolve("postgres");
        say("starting PostgreSQL on " + postgres);
        var database = running.start(() -> EmbeddedDatabase.kept(postgres, settings.databasePort()));
        database.createDatabase(DATABASE);

        Path directory = settings.data().resolve("server");
        say("starting WildFly in " + directory);
        var server = running.start(() -> ServerProcess.start(ServerSettings.of(settings.home(), directory)
                .on(settings.ports())
                .with("commandery.database.port", database.port())
                .with("commandery.database.name", DATABASE)
                .with("commandery.database.user", EmbeddedDatabase.USER)
                .deploying(settings.application())));
        server.awaitReady();
        new FirstCommand(server.http()).awaitAccepted(server);

        say(ready(server, database, settings, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)));
        return server;
    }

    private void stop() {
        say("stopping");
        running.stop();
        say("stopped");
    }

    private static int failed(String reason) {
        System.err.println("\nFAILED: " + reason + "\n");
        return 1;
    }

    private static void say(String text) {
        System.out.println(text);
        System.out.flush();
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
