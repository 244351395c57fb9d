package org.commandery.shop.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.commandery.shop.it.ShopClient.newOrderId;
import static org.commandery.shop.it.ShopClient.order;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.commandery.launcher.ServerProcess;
import org.commandery.launcher.ServerSettings;
import org.commandery.shop.it.ShopClient;
import org.commandery.shop.it.TestEnvironment;
import org.commandery.shop.it.architecture.Collector.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a server measures and traces of dispatches and handlers, and what its health tells: one with Micrometer, OpenTelemetry and MicroProfile Health, and one with
 * none of them.
 */
class TelemetryIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    /** The gauges show what was seen at the last look. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void dispatchesAndHandlersAreMeteredEventsBearTheTraceOfTheirRequestAndHealthTellsHowAllStands()
            throws IOException {
        try (Collector collector = new Collector();
                ServerProcess server = start(configuration -> withOpenTelemetry(configuration, collector.address()))) {
            ShopClient shop = new ShopClient(server.http());
            String id = newOrderId();
            shop.sent("PlaceOrder", order(id), "traceparent", "00-%s-b7ad6b7169203331-01".formatted(TRACE));
            shop.send("PlaceOrder", order(id)).problem(422, "command-rejected");

            assertThat(metadata(shop, id).getString("traceparent"))
                    .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
                    .doesNotContain("b7ad6b7169203331");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(collector.of(TRACE))
                            .extracting(Span::name)
                            .contains("dispatch PlaceOrder", "handle orders"));
            Span dispatch = span(collector, "dispatch PlaceOrder");
            assertThat(metadata(shop, id).getString("traceparent")).contains(dispatch.id());
            assertThat(span(collector, "handle orders").parent()).isEqualTo(dispatch.id());
            assertThat(collector.of(TRACE))
                    .as("the dispatch is a child of the span of its request")
                    .extracting(Span::id)
                    .contains(dispatch.parent());

            assertThat(new ShopClient(server.management()).get("prometheus").body())
                    .containsPattern(
                            meter("dispatch_seconds_count", "command=\"PlaceOrder\"", "outcome=\"stored\"", "1"))
                    .containsPattern(
                            meter("dispatch_seconds_count", "command=\"PlaceOrder\"", "outcome=\"refused\"", "1"))
                    .containsPattern(
                            meter("dispatch_events_total", "command=\"PlaceOrder\"", "context=\"ordering\"", "1.0"))
                    .containsPattern(meter("aggregates_cached", "application=\"ordering\"", "", "1.0"))
                    .containsPattern(
                            meter("store_seconds_count", "operation=\"append\"", "store=\"ordering\"", "[1-9][0-9]*"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(new ShopClient(server.management())
                                    .get("prometheus")
                                    .body())
                            .containsPattern(handler("seconds_count", "outcome=\"handled\"", "1"))
                            .containsPattern(handler("seconds_count", "outcome=\"failed\"", "0"))
                            .containsPattern(handler("events_total", "", "1.0"))
                            .containsPattern(handler("failures_total", "", "0.0"))
                            .containsPattern(handler("lag", "", "0.0"))
                            .containsPattern(handler("age_seconds", "", "0.0"))
                            .containsPattern(handler("deadletters", "", "0.0"))
                            .containsPattern(handler("segments", "state=\"live\"", "2.0")));
            JsonObject check = readiness(server);
            assertThat(check.getString("status")).isEqualTo("UP");
            assertThat(check.getJsonObject("data"))
                    .containsEntry("application.ordering", Json.createValue("running"))
                    .containsEntry("application.integration", Json.createValue("running"))
                    .containsEntry("handler.ordering.orders", Json.createValue("live"))
                    .containsEntry("handler.ordering.orders.lag", Json.createValue(0))
                    .containsEntry("handler.ordering.orders.dead-letters", Json.createValue(0));
        }
    }

    @Test
    void aServerWithNoneOfThemTakesCommandsAllTheSame() throws IOException {
        try (ServerProcess server = start(TelemetryIT::bare)) {
            ShopClient shop = new ShopClient(server.http());
            String id = newOrderId();
            shop.sent("PlaceOrder", order(id));

            assertThat(metadata(shop, id)).doesNotContainKey("traceparent");
            assertThat(new ShopClient(server.management()).get("prometheus").body())
                    .doesNotContain("commandery_");
            assertThat(new ShopClient(server.management()).get("health/ready").body())
                    .contains("server-state")
                    .doesNotContain("\"commandery\"");
        }
    }

    /** The first of that name in the trace of the request. */
    private static Span span(Collector collector, String name) {
        return collector.of(TRACE).stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject readiness(ServerProcess server) {
        return new ShopClient(server.management())
                .json("health/ready").getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                        .filter(check -> check.getString("name").equals("commandery"))
                        .findFirst()
                        .orElseThrow();
    }

    /** A line of Prometheus about the handler that keeps the list of orders. */
    private static String handler(String name, String label, String value) {
        return meter("handler_" + name, "handler=\"orders\"", label, value);
    }

    /** A line of Prometheus with two of its labels, which stand in the order of their names. */
    private static String meter(String name, String label, String other, String value) {
        return "(?m)^commandery_%s\\{[^}]*%s[^}]*%s[^}]*} %s$".formatted(name, label, other, value);
    }

    private static JsonObject metadata(ShopClient shop, String order) {
        return shop.json("api/ordering/streams/order-" + order)
                .getJsonArray("events")
                .getJsonObject(0)
                .getJsonObject("metadata");
    }

    private ServerProcess start(UnaryOperator<String> change) throws IOException {
        ServerSettings settings = Servers.settings("schema-per-context", directory.resolve("server"), "it-telemetry")
                .deploying(TestEnvironment.archive("ordering"))
                // gRPC, which the server would speak otherwise, needs more than the JDK's own HTTP server.
                .with("otel.exporter.otlp.protocol", "http/protobuf");
        configure(settings, change);
        ServerProcess server = ServerProcess.start(settings);
        try {
            return server.awaitReady();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Gives the server a configuration of its own, which it takes for one that its administrator changed. */
    private static void configure(ServerSettings settings, UnaryOperator<String> change) throws IOException {
        Path shipped = settings.home().resolve("standalone/configuration");
        Path own = Files.createDirectories(settings.directory().resolve("configuration"));
        try (var files = Files.list(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, own.resolve(file.getFileName()));
            }
        }
        Path configuration = own.resolve(settings.configuration());
        Files.copy(configuration, own.resolve(settings.configuration() + ".copied"));
        String shippedText = Files.readString(configuration);
        String changed = change.apply(shippedText);
        assertThat(changed).isNotEqualTo(shippedText);
        Files.writeString(configuration, changed);
    }

    /** What {@code tracing.cli} does, with a collector that is told soon. */
    private static String withOpenTelemetry(String configuration, URI collector) {
        return configuration
                .replace("<extensions>", "<extensions><extension module=\"org.wildfly.extension.opentelemetry\"/>")
                .replace("<profile>", "<profile>" + """
                        <subsystem xmlns="urn:wildfly:opentelemetry:1.1">
                          <exporter type="otlp" endpoint="%s"/>
                          <span-processor type="batch" batch-delay="200"/>
                        </subsystem>
                        """.formatted(collector));
    }

    private static String bare(String configuration) {
        return configuration
                .replace("<extension module=\"org.wildfly.extension.microprofile.health-smallrye\"/>", "")
                .replaceAll("<subsystem xmlns=\"urn:wildfly:microprofile-health-smallrye:[^>]*/>", "")
                .replace("<extension module=\"org.wildfly.extension.micrometer\"/>", "")
                .replaceAll("(?s)<subsystem xmlns=\"urn:wildfly:micrometer:[^\"]*\"[^>]*>.*?</subsystem>", "");
    }
}
