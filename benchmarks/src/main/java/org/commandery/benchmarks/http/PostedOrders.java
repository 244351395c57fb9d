package org.commandery.benchmarks.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.commandery.benchmarks.measuring.Workload;

/** Each thread posts one new order after the other. The client keeps as many connections as threads wait for an answer. */
final class PostedOrders implements Workload {

    private static final String ORDER = """
            {"orderId": "o-%s", "lines": [{"product": "tea", "quantity": 2, "price": 3.50}]}""";

    private final HttpClient http =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private final URI address;

    /** @param address what takes orders */
    PostedOrders(URI address) {
        this.address = address;
    }

    @Override
    public Worker worker() {
        return this::post;
    }

    private long post() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ORDER.formatted(UUID.randomUUID())))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("%s answered %d: %s".formatted(address, answer.statusCode(), answer.body()));
        }
        return 1;
    }
}
