package org.commandery.benchmarks.http;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.launcher.ServerPorts;
import org.commandery.launcher.ServerProcess;
import org.commandery.launcher.ServerSettings;

/** A WildFly as the service of ordering has it, with the plain application beside the shop's. Both use the datasource of ordering. */
final class ShopServer implements AutoCloseable {

    private static final String CONFIGURATION = "standalone-ordering.xml";
    private static final long POLL_MILLIS = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ServerProcess process;

    private ShopServer(ServerProcess process) {
        this.process = process;
    }

    /**
     * Starts the server that the system properties {@code bench.server.home}, {@code bench.server.directory} and {@code bench.server.application}
     * speak of, and waits until all is deployed.
     */
    static ShopServer start(Site site) throws IOException {
        Path directory = path("bench.server.directory");
        ServerProcess process = ServerProcess.start(ServerSettings.of(path("bench.server.home"), directory)
                .configuredBy(CONFIGURATION)
                .on(ServerPorts.free())
                .with("commandery.database.port", site.port())
                .with("commandery.database.user", EmbeddedDatabase.USER)
                .with("commandery.database.name", site.name())
                .deploying(path("bench.server.application"))
                .deploying(PlainApplication.archive(directory.resolveSibling("plain.war"))));
        try {
            return new ShopServer(process.awaitReady());
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** What takes an order as a command. */
    URI commands() {
        return process.http().resolve("api/ordering/commands/PlaceOrder");
    }

    /** What takes an order as a row. */
    URI plain() {
        return process.http().resolve("plain/orders");
    }

    /** Waits until all handlers have seen all events. */
    void awaitHandled() throws IOException, InterruptedException {
        while (lag() > 0) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** How many events the slowest handler has yet to see. */
    private long lag() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(process.http().resolve("api/ordering/subscriptions"))
                .build();
        String body = http.send(request, BodyHandlers.ofString()).body();
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject().getJsonArray("subscriptions").getValuesAs(JsonObject.class).stream()
                    .mapToLong(subscription -> subscription.getJsonNumber("lag").longValue())
                    .max()
                    .orElseThrow();
        }
    }

    private static Path path(String property) {
        String path = System.getProperty(property);
        if (path == null) {
            throw new IllegalStateException("system property " + property + " is missing");
        }
        return Path.of(path);
    }

    @Override
    public void close() {
        process.close();
    }
}
