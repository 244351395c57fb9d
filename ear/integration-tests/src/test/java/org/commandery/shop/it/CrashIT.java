package org.commandery.shop.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.launcher.ServerProcess;
import org.commandery.launcher.ServerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server's process is killed while commands pour in, and started again. Set {@code -Dcrash.rounds=20} for more rounds than one.
 */
class CrashIT {

    private static final int ROUNDS = Integer.getInteger("crash.rounds", 1);
    private static final int CLIENTS = 16;
    private static final int ANSWERS_BEFORE_THE_KILL = 400;

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();

    /** A command and the id under which it is sent, again if need be. */
    private record Sent(String command, String orderId, UUID id) {

        String body() {
            return command.equals("PlaceOrder") ? """
                    {"orderId": "%s", "lines": [{"product": "book", "quantity": 2, "price": 12.50}]}
                    """.formatted(orderId) : """
                    {"orderId": "%s"}
                    """.formatted(orderId);
        }
    }

    private record Answer(Sent sent, String stream, long version, long position) {}

    private record Event(long position, String stream, long version, String type) {}

    @Test
    void everyAcknowledgedCommandSurvivesKillsOfTheServerAndTheReadModelAgreesWithTheEvents() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.temporary()) {
            database.createDatabase("commandery");
            ServerSettings settings = TestEnvironment.serverIn(directory)
                    .with("commandery.database.port", database.port())
                    .deploying(TestEnvironment.ordering());
            List<Answer> answers = new ArrayList<>();
            ServerProcess server = ServerProcess.start(settings).awaitReady();
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    List<Sent> unanswered = loadAndKill(server, round, answers);
                    server = ServerProcess.start(settings).awaitReady();
                    for (Sent sent : unanswered) {
                        answers.add(send(server.http(), sent));
                    }
                    check(server.http(), database, answers);
                }
            } finally {
                server.close();
            }
        }
    }

    /** @return the commands whose answer did not come, of which nobody knows whether they are stored */
    private List<Sent> loadAndKill(ServerProcess server, int round, List<Answer> answers) throws Exception {
        Queue<Answer> acknowledged = new ConcurrentLinkedQueue<>();
        Queue<Sent> unanswered = new ConcurrentLinkedQueue<>();
        AtomicBoolean killed = new AtomicBoolean();
        CountDownLatch enough = new CountDownLatch(ANSWERS_BEFORE_THE_KILL);
        List<Future<?>> loads = new ArrayList<>();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        for (int client = 0; client < CLIENTS; client++) {
            String prefix = "o-%d-%d-".formatted(round, client);
            loads.add(clients.submit(() -> {
                for (int n = 0; !killed.get(); n++) {
                    String command = n % 3 == 2 ? "ConfirmOrder" : "PlaceOrder";
                    Sent sent = new Sent(command, prefix + (n - n % 3 / 2), UUID.randomUUID());
                    try {
                        acknowledged.add(send(server.http(), sent));
                        enough.countDown();
                    } catch (IOException e) {
                        unanswered.add(sent);
                        break;
                    }
                }
                return null;
            }));
        }
        assertThat(enough.await(2, TimeUnit.MINUTES))
                .as("the server answered in time")
                .isTrue();
        server.kill();
        killed.set(true);
        clients.shutdown();
        assertThat(clients.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        answers.addAll(acknowledged);
        return List.copyOf(unanswered);
    }

    private Answer send(URI server, Sent sent) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/ordering/commands/" + sent.command()))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", sent.id().toString())
                .POST(BodyPublishers.ofString(sent.body()))
                .build();
        JsonObject answer = json(request);
        return new Answer(
                sent,
                answer.getString("stream"),
                answer.getJsonNumber("version").longValue(),
                answer.getJsonNumber("position").longValue());
    }

    private JsonObject json(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return Json.createReader(new StringReader(response.body())).readObject();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void check(URI server, EmbeddedDatabase database, List<Answer> answers) throws Exception {
        Map<Long, Event> events = events(server);
        assertThat(events.keySet()).as("positions").hasSize(answers.size());
        assertThat(events).containsKeys(1L, (long) answers.size());
        assertThat(answers)
                .allSatisfy(answer -> assertThat(events.get(answer.position()))
                        .isEqualTo(new Event(
                                answer.position(), answer.stream(), answer.version(), typeOf(answer.sent()))));

        Map<String, Event> last = new HashMap<>();
        events.values()
                .forEach(event -> last.merge(
                        event.stream(), event, (one, other) -> one.version() > other.version() ? one : other));
        await().atMost(Duration.ofMinutes(1)).until(() -> checkpoint(server) == answers.size());
        assertThat(orders(database)).isEqualTo(expectedOrders(last));
    }

    private static String typeOf(Sent sent) {
        return sent.command().equals("PlaceOrder") ? "order-placed" : "order-confirmed";
    }

    private Map<Long, Event> events(URI server) throws IOException {
        Map<Long, Event> events = new HashMap<>();
        long after = 0;
        while (true) {
            JsonObject page =
                    json(HttpRequest.newBuilder(server.resolve("/api/ordering/events?limit=1000&after=" + after))
                            .build());
            for (JsonObject event : page.getJsonArray("events").getValuesAs(JsonObject.class)) {
                after = event.getJsonNumber("position").longValue();
                events.put(
                        after,
                        new Event(
                                after,
                                event.getString("stream"),
                                event.getJsonNumber("version").longValue(),
                                event.getString("type")));
            }
            if (page.getJsonArray("events").size() < 1000) {
                return events;
            }
        }
    }

    private long checkpoint(URI server) throws IOException {
        JsonObject answer = json(HttpRequest.newBuilder(server.resolve("/api/ordering/subscriptions"))
                .build());
        return answer.getJsonArray("subscriptions").getValuesAs(JsonObject.class).stream()
                .filter(subscription -> subscription.getString("name").equals("ordering.orders"))
                .mapToLong(
                        subscription -> subscription.getJsonNumber("checkpoint").longValue())
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> expectedOrders(Map<String, Event> lastEvents) {
        Map<String, String> orders = new HashMap<>();
        lastEvents.forEach((stream, event) -> orders.put(
                stream.substring("order-".length()),
                (event.type().equals("order-placed") ? "PLACED" : "CONFIRMED") + " at " + event.version()));
        return orders;
    }

    private static Map<String, String> orders(EmbeddedDatabase database) throws SQLException {
        Map<String, String> orders = new HashMap<>();
        try (Connection connection = database.dataSource("commandery").getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT order_id, status, stream_version FROM ordering.orders")) {
            while (rows.next()) {
                orders.put(rows.getString(1), rows.getString(2) + " at " + rows.getLong(3));
            }
        }
        return orders;
    }
}
