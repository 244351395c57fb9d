package org.commandery.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Places an order, because a server that says it is ready proves less than one that does its work. */
final class FirstCommand {

    static final String PATH = "api/ordering/commands/PlaceOrder";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 200;

    private final URI target;
    private String answer = "no answer";

    FirstCommand(URI server) {
        this.target = server.resolve(PATH);
    }

    static String body(String orderId) {
        return """
                {"orderId":"%s","lines":[{"product":"book","quantity":1,"price":12.50}]}""".formatted(orderId);
    }

    void awaitAccepted(ServerProcess server) throws InterruptedException {
        var client = HttpClient.newHttpClient();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isAccepted(client)) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                throw new ServerNotStarted("POST " + target + " was not accepted: " + answer, server.log());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private boolean isAccepted(HttpClient client) throws InterruptedException {
        var request = HttpRequest.newBuilder(target)
                .timeout(REQUEST_LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body("launcher-" + UUID.randomUUID())))
                .build();
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
