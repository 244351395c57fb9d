package org.commandery.shop.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A client of the shop that looks at all of an answer. */
public final class ShopClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static final Pattern STACK_TRACE = Pattern.compile("\\bat [\\w.$@/-]+\\(\\w+\\.java|Caused by:");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;

    /** @param server where the server answers, with a slash at the end */
    public ShopClient(URI server) {
        this.server = server;
    }

    /** An order id that nobody has used. */
    public static String newOrderId() {
        return "o-" + UUID.randomUUID();
    }

    /** What {@code PlaceOrder} takes. */
    public static String order(String orderId) {
        return """
                {"orderId": "%s", "lines": [{"product": "tea", "quantity": 2, "price": 3.50}]}""".formatted(orderId);
    }

    /** What {@code ConfirmOrder} takes. */
    public static String confirmation(String orderId) {
        return """
                {"orderId": "%s"}""".formatted(orderId);
    }

    /** What {@code CancelOrder} takes. */
    public static String cancellation(String orderId) {
        return """
                {"orderId": "%s", "reason": "too late"}""".formatted(orderId);
    }

    /** Sends a command to ordering. */
    public Answer send(String command, String json, String... headers) {
        return request(
                "POST", "api/ordering/commands/" + command, json, with(headers, "Content-Type", "application/json"));
    }

    /** Sends a command to ordering that must succeed. */
    public Answer sent(String command, String json, String... headers) {
        Answer answer = send(command, json, headers);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    /** Gets whatever is there. */
    public Answer get(String path, String... headers) {
        return request("GET", path, null, headers);
    }

    /** Gets what must be there. */
    public JsonObject json(String path) {
        Answer answer = get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** The events of a stream of ordering. */
    JsonArray events(String stream) {
        return json("api/ordering/streams/" + stream + "?limit=1000").getJsonArray("events");
    }

    /**
     * Sends any request.
     *
     * @param body null for none
     * @param headers names and values in turn
     */
    public Answer request(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(TIMEOUT)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return Answer.of(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String[] with(String[] headers, String name, String value) {
        String[] more = new String[headers.length + 2];
        System.arraycopy(headers, 0, more, 0, headers.length);
        more[headers.length] = name;
        more[headers.length + 1] = value;
        return more;
    }

    /** An answer, which never shows a stack trace. */
    public record Answer(HttpResponse<String> response) {

        static Answer of(HttpResponse<String> response) {
            assertThat(response.body()).doesNotContainPattern(STACK_TRACE);
            return new Answer(response);
        }

        /** The HTTP status. */
        public int status() {
            return response.statusCode();
        }

        /** All of the body. */
        public String body() {
            return response.body();
        }

        /** The first header of a name; empty when there is none. */
        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /** The body as JSON. */
        public JsonObject json() {
            try (JsonReader reader = Json.createReader(new StringReader(body()))) {
                return reader.readObject();
            }
        }

        /** Checks that this is a complete problem of a kind and returns it. */
        public JsonObject problem(int status, String kind) {
            assertThat(status()).as(body()).isEqualTo(status);
            assertThat(header("Content-Type")).hasValue("application/problem+json");
            JsonObject problem = json();
            assertThat(problem.getString("type")).isEqualTo("/problems#" + kind);
            assertThat(problem.getInt("status")).isEqualTo(status);
            assertThat(problem.getString("title")).isNotBlank();
            assertThat(problem.getString("detail")).isNotBlank();
            assertThat(problem.getString("instance")).isEqualTo(response.uri().getRawPath());
            return problem;
        }
    }
}
