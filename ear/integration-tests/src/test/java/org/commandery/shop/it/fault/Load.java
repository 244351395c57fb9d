package org.commandery.shop.it.fault;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that write into ledgers at a steady pace. Each sends a command to one of the servers, and when it gets no answer, or one that tells to come again, the same
 * command with the same id to another one, until it is acknowledged. So each command is to be stored once.
 */
final class Load {

    private static final int CLIENTS = 8;
    private static final int LEDGERS = 24;
    private static final int MARKED_EACH = 10;
    private static final int POISON_EACH = 400;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
    private static final Duration ACKNOWLEDGED_LIMIT = Duration.ofMinutes(4);
    private static final Duration PAUSE_AFTER_A_FAILURE = Duration.ofMillis(100);

    /** Where an acknowledged event is, by the entry that it holds. */
    record Acknowledged(String stream, long version, long position) {

        Acknowledged before(int events) {
            return new Acknowledged(stream, version - events, position - events);
        }
    }

    private final String name;
    private final List<URI> servers;
    private final Duration pause;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Map<String, Acknowledged> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> refusals = new ConcurrentSkipListMap<>();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean stopped;

    private Load(String name, List<URI> servers, int rate) {
        this.name = name;
        this.servers = servers;
        this.pause = Duration.ofSeconds(CLIENTS).dividedBy(rate);
    }

    /**
     * @param name what its ledgers are called; no other load has the same
     * @param rate commands in a second
     */
    static Load start(String name, List<URI> servers, int rate, long seed) {
        Load load = new Load(name, servers, rate);
        for (int client = 0; client < CLIENTS; client++) {
            Random random = new Random(seed * CLIENTS + client);
            load.running.add(load.clients.submit(() -> load.write(random)));
        }
        return load;
    }

    /** Returns when the last command is acknowledged. */
    Map<String, Acknowledged> stop() throws Exception {
        stopped = true;
        for (Future<?> client : running) {
            client.get(ACKNOWLEDGED_LIMIT.toSeconds() * 2, TimeUnit.SECONDS);
        }
        clients.shutdown();
        return Map.copyOf(acknowledged);
    }

    /** How many commands are acknowledged. */
    int size() {
        return acknowledged.size();
    }

    /** What the servers said, or what broke, whenever they did not acknowledge a command, and how often. */
    Map<String, LongAdder> refusals() {
        return refusals;
    }

    private void write(Random random) {
        long next = System.nanoTime();
        while (!stopped) {
            String ledger = "%s-%d".formatted(name, random.nextInt(LEDGERS));
            UUID id = UUID.randomUUID();
            boolean marked = random.nextInt(MARKED_EACH) == 0;
            String body = """
                    {"ledgerId": "%s", "entry": "%s", "amount": %d, "marked": %b, "poison": %b}
                    """.formatted(ledger, id, random.nextInt(1000), marked, random.nextInt(POISON_EACH) == 0);
            acknowledged.put(id.toString(), send(id, body, random).before(marked ? 1 : 0));
            next = Math.max(next + pause.toNanos(), System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private Acknowledged send(UUID id, String body, Random random) {
        long deadline = System.nanoTime() + ACKNOWLEDGED_LIMIT.toNanos();
        int server = random.nextInt(servers.size());
        String last = "";
        while (System.nanoTime() < deadline) {
            URI address = servers.get(server++ % servers.size()).resolve("/api/ledger/commands/Enter");
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(ANSWER_LIMIT)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", id.toString())
                    .POST(BodyPublishers.ofString(body))
                    .build();
            try {
                HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    return acknowledged(response.body());
                }
                last = response.statusCode() + " " + typeOf(response.body());
                if (!isWorthAnotherTry(response.statusCode())) {
                    throw new AssertionError("%s was answered with %s".formatted(body, response.body()));
                }
            } catch (IOException e) {
                last = e.getClass().getSimpleName();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            refusals.computeIfAbsent(last, key -> new LongAdder()).increment();
            LockSupport.parkNanos(PAUSE_AFTER_A_FAILURE.toNanos());
        }
        throw new AssertionError("command %s was not acknowledged in %s: %s".formatted(id, ACKNOWLEDGED_LIMIT, last));
    }

    /** A server that has not deployed the application knows no address of it. One that lost every race says conflict. */
    private static boolean isWorthAnotherTry(int status) {
        return status >= 500 || status == 404 || status == 409;
    }

    private static Acknowledged acknowledged(String body) {
        JsonObject answer = json(body);
        return new Acknowledged(
                answer.getString("stream"),
                answer.getJsonNumber("version").longValue(),
                answer.getJsonNumber("position").longValue());
    }

    /** The kind of a problem; of what is none, nothing. */
    private static String typeOf(String body) {
        return body.startsWith("{") ? json(body).getString("type", "") : "";
    }

    private static JsonObject json(String body) {
        try (var reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        }
    }
}
