package org.commandery.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.commandery.database.DatabaseInUse;
import org.commandery.database.DatabaseNotStarted;
import org.commandery.database.EmbeddedDatabase;

/**
 * The main job: the database, then the shop in as many servers as its architecture has, until Ctrl-C or SIGTERM; then the same backwards. What it writes is kept for the
 * next start.
 */
final class Launcher {

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
            ServerProcess ended = start(RunSettings.fromSystemProperties()).awaitEnd();
            if (running.isStoppingSoon()) {
                return 0;
            }
            return failed("a server ended by itself with exit code " + ended.waitFor() + "\nits log: " + ended.log());
        } catch (LaunchRefused | ServerNotStarted | DatabaseInUse | DatabaseNotStarted e) {
            return failed(e.getMessage());
        } catch (Exception e) {
            return failed(e.toString());
        }
    }

    private Shop start(RunSettings settings) throws Exception {
        long begin = System.nanoTime();
        String what = "the shop as " + settings.architecture() + ", data in " + settings.data();
        running.start(what, () -> RunLock.acquire(settings.data()));
        settings.check();

        Path postgres = settings.data().resolve("postgres");
        var database = running.start("PostgreSQL", () -> EmbeddedDatabase.kept(postgres, settings.databasePort()));
        settings.architecture().databases().forEach(database::createDatabase);

        Map<Service, ServerProcess> servers = new LinkedHashMap<>();
        for (Service service : settings.architecture().services()) {
            ServerSettings server = server(service, settings, database);
            servers.put(service, running.start("WildFly: " + service.name(), () -> ServerProcess.start(server)));
        }
        servers.values().forEach(ServerProcess::awaitReady);
        Shop shop = new Shop(settings, database, servers);
        placeFirstOrders(shop);

        System.out.println(new Tour(shop).text(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)));
        return shop;
    }

    private static ServerSettings server(Service service, RunSettings settings, EmbeddedDatabase database) {
        return ServerSettings.of(settings.home(), settings.data().resolve(service.name()))
                .configuredBy(service.configurationFile())
                .on(settings.ports(service))
                .with("commandery.database.port", database.port())
                .with("commandery.database.user", EmbeddedDatabase.USER)
                .with("commandery.messaging.port", settings.ports().messaging())
                .deploying(service.archive(settings.ears()));
    }

    private static void placeFirstOrders(Shop shop) throws IOException, InterruptedException {
        RunSettings settings = shop.settings();
        ServerProcess ordering = shop.server("ordering");
        if (settings.architecture().tenants().isEmpty()) {
            new FirstCommand(ordering.http(), null).awaitAccepted(ordering);
        }
        for (String tenant : settings.architecture().tenants()) {
            settings.tenantScript().add(settings.ports(), tenant);
            new FirstCommand(ordering.http(), tenant).awaitAccepted(ordering);
        }
    }

    /** What fails because everything is being stopped is no failure. */
    private int failed(String reason) {
        if (!running.isStopping()) {
            System.err.println("\nFAILED: " + reason + "\n");
        }
        return 1;
    }
}
