package org.commandery.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Places an order, because a server that says it is ready proves less than one that does its work. It is the same order each time: after the
 * first start the store answers that it has been placed.
 */
final class FirstCommand {

    private static final String PATH = "api/ordering/commands/PlaceOrder";
    private static final String KEY = "7f0d8f4e-4c1b-4f5e-9a53-0a1f6c1e7b11";
    private static final String BODY = """
            {"orderId":"first","lines":[{"product":"book","quantity":1,"price":12.50}]}""";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 200;

    private final HttpRequest request;
    private String answer = "no answer";

    /**
     * @param ordering the server that takes orders
     * @param tenant whose order it is; null where there are no tenants
     */
    FirstCommand(URI ordering, @Nullable String tenant) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(ordering.resolve(PATH))
                .timeout(REQUEST_LIMIT)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", KEY)
                .POST(BodyPublishers.ofString(BODY));
        if (tenant != null) {
            builder.header("X-Tenant", tenant);
        }
        this.request = builder.build();
    }

    void awaitAccepted(ServerProcess server) throws InterruptedException {
        var client = HttpClient.newHttpClient();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isAccepted(client)) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                throw new ServerNotStarted("POST " + request.uri() + " was not accepted: " + answer, server.log());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private boolean isAccepted(HttpClient client) throws InterruptedException {
        try {
            var response = client.send(request, BodyHandlers.ofString());
            answer = response.statusCode() + " " + response.body();
            return response.statusCode() == 200;
        } catch (IOException e) {
            answer = e.toString();
            return false;
        }
    }
}
