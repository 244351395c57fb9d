package org.commandery.benchmarks.handlers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.benchmarks.projection.Projections;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.launcher.ServerPorts;
import org.commandery.launcher.ServerProcess;
import org.commandery.launcher.ServerSettings;

/** A WildFly with the context of projections, on the datasource that the service of ordering has. */
final class ProjectionServer implements AutoCloseable {

    private static final String CONFIGURATION = "standalone-ordering.xml";
    private static final String DATASOURCE = "java:jboss/datasources/ordering";
    private static final int DISPATCHERS = 8;

    private final HttpClient http =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private final ServerProcess process;

    private ProjectionServer(ServerProcess process) {
        this.process = process;
    }

    /**
     * Starts the server that the system properties {@code bench.server.home}, {@code bench.server.directory} and {@code bench.server.application}
     * speak of, and waits until the context is deployed.
     *
     * @param site where its store and its read models are
     * @param schema the same
     */
    static ProjectionServer start(Site site, String schema) {
        Path directory = path("bench.server.directory");
        Path archive =
                ProjectionArchive.write(path("bench.server.application"), directory.resolveSibling("projections.ear"));
        ServerProcess process = ServerProcess.start(ServerSettings.of(path("bench.server.home"), directory)
                .configuredBy(CONFIGURATION)
                .on(ServerPorts.free())
                .with("commandery.database.port", site.port())
                .with("commandery.database.user", EmbeddedDatabase.USER)
                .with("commandery.database.name", site.name())
                .with("commandery.ordering.database.schema", schema)
                .with("commandery.application." + Projections.CONTEXT + ".datasource", DATASOURCE)
                // Callers need not say who they are, and may operate handlers.
                .with("commandery.tenant.resolver", "header")
                .deploying(archive));
        try {
            return new ProjectionServer(process.awaitReady());
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** Empties a handler's table, and has it begin at the first event again. */
    void reset(String handler) throws IOException, InterruptedException {
        post("subscriptions/" + handler + "/reset");
    }

    /** Keeps a handler from its work. */
    void pause(String handler) throws IOException, InterruptedException {
        post("subscriptions/" + handler + "/pause");
    }

    /** Lets it go on. */
    void resume(String handler) throws IOException, InterruptedException {
        post("subscriptions/" + handler + "/resume");
    }

    /** Has commands dispatched in the server, by eight threads in turn at an even pace. Returns when they are done. */
    void dispatch(int perSecond, Duration duration) {
        long commands = perSecond * duration.toMillis() / 1_000 / DISPATCHERS;
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, DISPATCHERS)
                .mapToObj(turn -> "paced-orders?commands=%d&per-second=%d&turn=%d&turns=%d"
                        .formatted(commands, perSecond, turn, DISPATCHERS))
                .map(path -> HttpRequest.newBuilder(address(path))
                        .POST(BodyPublishers.noBody())
                        .build())
                .map(request -> http.sendAsync(request, BodyHandlers.ofString()))
                .toList();
        answers.forEach(answer -> requireSuccess(answer.join()));
    }

    private void post(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.noBody())
                .build();
        requireSuccess(http.send(request, BodyHandlers.ofString()));
    }

    private static String requireSuccess(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    "%s answered %d: %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
        }
        return answer.body();
    }

    private URI address(String path) {
        return process.http().resolve("api/" + Projections.CONTEXT + "/" + path);
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
