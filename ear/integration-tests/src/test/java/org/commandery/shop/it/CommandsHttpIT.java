package org.commandery.shop.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.commandery.shop.it.ShopClient.cancellation;
import static org.commandery.shop.it.ShopClient.confirmation;
import static org.commandery.shop.it.ShopClient.newOrderId;
import static org.commandery.shop.it.ShopClient.order;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.shop.it.ShopClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command does and answers, and what its headers ask for. */
class CommandsHttpIT extends OrderingOnServer {

    private static final String LOCK_ORDER = """
            SELECT 1 FROM ordering.orders WHERE order_id = ? FOR UPDATE
            """;

    @Test
    void aCommandIsAnsweredWhenItsEventsAreStored() {
        String id = newOrderId();

        Answer answer = shop.sent("PlaceOrder", order(id));

        JsonObject receipt = answer.json();
        assertThat(receipt.keySet()).containsExactlyInAnyOrder("stream", "version", "position", "events");
        assertThat(receipt.getString("stream")).isEqualTo("order-" + id);
        assertThat(receipt.getInt("version")).isEqualTo(1);
        assertThat(receipt.getJsonArray("events").toString()).isEqualTo("[\"order-placed\"]");
        assertThat(answer.header("ETag")).hasValue("\"1\"");
        assertThat(answer.header("Content-Type")).hasValue("application/json");
        assertThat(answer.header("Preference-Applied")).isEmpty();
        assertThat(shop.events("order-" + id)).hasSize(1);
        assertThat(shop.events("order-" + id).getJsonObject(0).getInt("position"))
                .isEqualTo(receipt.getInt("position"));
    }

    @Test
    void aCommandAtTheVersionThatIfMatchNamesIsExecuted() {
        String id = placed();

        Answer answer = shop.sent("ConfirmOrder", confirmation(id), "If-Match", "\"1\"");

        assertThat(answer.header("ETag")).hasValue("\"2\"");
    }

    @Test
    void aCommandAtAnotherVersionThanIfMatchNamesIsRefusedAndNothingIsWritten() {
        String id = placed();

        Answer answer = shop.send("ConfirmOrder", confirmation(id), "If-Match", "\"2\"");

        JsonObject problem = answer.problem(412, "precondition-failed");
        assertThat(problem.getInt("actualVersion")).isEqualTo(1);
        assertThat(problem.getInt("number")).isEqualTo(201);
        assertThat(shop.events("order-" + id)).hasSize(1);
    }

    @Test
    void versionZeroInIfMatchMeansThatThereIsNoSuchAggregateYet() {
        String id = newOrderId();

        shop.sent("PlaceOrder", order(id), "If-Match", "\"0\"");

        shop.send("PlaceOrder", order(id), "If-Match", "\"0\"").problem(412, "precondition-failed");
    }

    @Test
    void severalVersionsInIfMatchAreAlternatives() {
        String id = placed();

        shop.send("ConfirmOrder", confirmation(id), "If-Match", "\"7\", \"8\"").problem(412, "precondition-failed");
        shop.sent("ConfirmOrder", confirmation(id), "If-Match", "\"7\", \"1\"");
    }

    @Test
    void aStarInIfMatchWantsAnAggregateAtWhateverVersion() {
        String id = newOrderId();

        JsonObject problem = shop.send("PlaceOrder", order(id), "If-Match", "*").problem(412, "precondition-failed");
        assertThat(problem.getInt("actualVersion")).isZero();

        shop.sent("PlaceOrder", order(id));
        shop.sent("ConfirmOrder", confirmation(id), "If-Match", "*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"1\"", "\"one\"", "\"01\"", "\"99999999999999999999\""})
    void tagsThatAreNoVersionMatchNothing(String tag) {
        String id = placed();

        shop.send("ConfirmOrder", confirmation(id), "If-Match", tag).problem(412, "precondition-failed");

        assertThat(shop.events("order-" + id)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1", "w/\"1\"", "\"1\" \"2\"", "*, \"1\""})
    void aMalformedIfMatchIsRefused(String ifMatch) {
        String id = placed();

        shop.send("ConfirmOrder", confirmation(id), "If-Match", ifMatch).problem(400, "malformed-request");

        assertThat(shop.events("order-" + id)).hasSize(1);
    }

    @Test
    void theSameIdempotencyKeyGetsTheFirstAnswerAndWritesNothing() {
        String id = newOrderId();
        String key = UUID.randomUUID().toString();
        String correlation = UUID.randomUUID().toString();
        Answer first = shop.sent("PlaceOrder", order(id), "Idempotency-Key", key, "X-Correlation-ID", correlation);
        shop.sent("ConfirmOrder", confirmation(id));

        Answer second = shop.sent("PlaceOrder", order(id), "Idempotency-Key", key);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(second.header("X-Correlation-ID")).hasValue(correlation);
        assertThat(shop.events("order-" + id)).hasSize(2);
    }

    @Test
    void theFirstAnswerComesAlsoWhenIfMatchIsPastByNow() {
        String id = placed();
        String[] headers = {"Idempotency-Key", UUID.randomUUID().toString(), "If-Match", "\"1\""};
        Answer first = shop.sent("ConfirmOrder", confirmation(id), headers);

        assertThat(shop.sent("ConfirmOrder", confirmation(id), headers).body()).isEqualTo(first.body());
    }

    @Test
    void anIdempotencyKeyIsTheIdOfTheCommandThatCausedTheEvents() {
        String id = newOrderId();
        String key = UUID.randomUUID().toString();

        shop.sent("PlaceOrder", order(id), "Idempotency-Key", '"' + key + '"');

        assertThat(shop.events("order-" + id).getJsonObject(0).getString("causationId"))
                .isEqualTo(key);
    }

    @Test
    void anIdempotencyKeyCannotBeUsedForAnotherStream() {
        String key = UUID.randomUUID().toString();
        shop.sent("PlaceOrder", order(newOrderId()), "Idempotency-Key", key);

        shop.send("PlaceOrder", order(newOrderId()), "Idempotency-Key", key).problem(422, "command-id-reused");
    }

    @Test
    void correlationAndCausationAreStoredWithTheEvents() {
        String id = newOrderId();
        String correlation = UUID.randomUUID().toString();
        String causation = UUID.randomUUID().toString();

        Answer answer =
                shop.sent("PlaceOrder", order(id), "X-Correlation-ID", correlation, "X-Causation-ID", causation);

        assertThat(answer.header("X-Correlation-ID")).hasValue(correlation);
        JsonObject event = shop.events("order-" + id).getJsonObject(0);
        assertThat(event.getString("correlationId")).isEqualTo(correlation);
        assertThat(event.getString("causationId")).isEqualTo(causation);
    }

    @Test
    void metadataAreStoredWithTheEvents() {
        String id = newOrderId();

        shop.sent("PlaceOrder", order(id), "X-Metadata", "shop=berlin, note=two%20words", "X-Metadata", "till=3");

        JsonObject metadata = shop.events("order-" + id).getJsonObject(0).getJsonObject("metadata");
        assertThat(metadata.getString("shop")).isEqualTo("berlin");
        assertThat(metadata.getString("note")).isEqualTo("two words");
        assertThat(metadata.getString("till")).isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"berlin", "shop=two words", "shop=a,shop=b", "shop=%zz", "shop=a,"})
    void metadataThatAreMalformedAreRefused(String metadata) {
        shop.send("PlaceOrder", order(newOrderId()), "X-Metadata", metadata).problem(400, "malformed-request");
    }

    @Test
    void aCorrelationIdIsMadeUpStoredAndReturnedWhenThereIsNone() {
        String id = newOrderId();

        String correlation =
                shop.sent("PlaceOrder", order(id)).header("X-Correlation-ID").orElseThrow();

        assertThat(UUID.fromString(correlation)).isNotNull();
        assertThat(shop.events("order-" + id).getJsonObject(0).getString("correlationId"))
                .isEqualTo(correlation);
    }

    @Test
    void aProblemBearsTheCallersCorrelationIdToo() {
        String correlation = UUID.randomUUID().toString();

        Answer answer = shop.send("ConfirmOrder", confirmation(newOrderId()), "X-Correlation-ID", correlation);

        answer.problem(422, "command-rejected");
        assertThat(answer.header("X-Correlation-ID")).hasValue(correlation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Idempotency-Key", "X-Correlation-ID", "X-Causation-ID"})
    void anIdThatIsNoUuidIsRefused(String header) {
        String id = newOrderId();

        JsonObject problem =
                shop.send("PlaceOrder", order(id), header, "1-1-1-1-1").problem(400, "malformed-request");

        assertThat(problem.getString("detail")).contains(header);
        shop.get("api/ordering/streams/order-" + id).problem(404, "not-found");
    }

    @Test
    void whoPrefersToWaitFindsTheReadModelUpToDate() {
        for (int i = 0; i < 30; i++) {
            String id = newOrderId();

            Answer placed = shop.sent("PlaceOrder", order(id), "Prefer", "wait=20");
            assertThat(placed.header("Preference-Applied")).hasValue("wait");
            assertThat(status(id)).isEqualTo("PLACED");

            shop.sent("CancelOrder", cancellation(id), "Prefer", "respond-async, WAIT=\"20\"; foo=bar");
            assertThat(status(id)).isEqualTo("CANCELLED");
        }
    }

    @Test
    void whenTheTimeToWaitIsOverTheEventsAreStoredAndTheReadModelFollowsLater() throws SQLException {
        String id = placed();

        try (Connection lock = lockOrder(id)) {
            Answer answer = shop.send("CancelOrder", cancellation(id), "Prefer", "wait=1");

            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.json().keySet()).containsExactlyInAnyOrder("stream", "version", "position", "events");
            assertThat(answer.header("ETag")).hasValue("\"2\"");
            assertThat(answer.header("Preference-Applied")).isEmpty();
            assertThat(answer.header("X-Correlation-ID")).isPresent();
            assertThat(shop.events("order-" + id)).hasSize(2);
            assertThat(status(id)).isEqualTo("PLACED");
            lock.rollback();
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(status(id)).isEqualTo("CANCELLED"));
    }

    @Test
    void whoWaitsForCertainHandlersDoesNotWaitForOthers() throws SQLException {
        String id = placed();

        try (Connection lock = lockOrder(id)) {
            Answer answer = shop.sent(
                    "CancelOrder", cancellation(id), "Prefer", "wait=20", "X-Wait-For", "ordering.order-publisher");

            assertThat(answer.header("Preference-Applied")).hasValue("wait");
            assertThat(status(id)).isEqualTo("PLACED");
            lock.rollback();
        }
    }

    @Test
    void whoWaitsForHandlersThatDoNotExistIsToldSoAndNothingIsStored() {
        String id = newOrderId();

        JsonObject problem = shop.send(
                        "PlaceOrder",
                        order(id),
                        "Prefer",
                        "wait=20",
                        "X-Wait-For",
                        "ordering.orders, ordering.others, nobody")
                .problem(400, "unknown-handler");

        assertThat(problem.getJsonArray("handlers").getValuesAs(JsonString::getString))
                .containsExactly("nobody", "ordering.others");
        shop.get("api/ordering/streams/order-" + id).problem(404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"return=everything", "wait=soon", "wait", "foo=\", wait=30\""})
    void whoDoesNotPreferToWaitIsAnsweredAtOnce(String prefer) throws SQLException {
        String id = placed();

        try (Connection lock = lockOrder(id)) {
            Answer answer = shop.sent("CancelOrder", cancellation(id), "Prefer", prefer);

            assertThat(answer.header("Preference-Applied")).isEmpty();
            assertThat(status(id)).isEqualTo("PLACED");
            lock.rollback();
        }
    }

    @Test
    void whoPrefersMinimalGetsNoBody() {
        Answer answer = shop.send("PlaceOrder", order(newOrderId()), "Prefer", "return=minimal, wait=20");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("ETag")).hasValue("\"1\"");
        assertThat(answer.header("Preference-Applied")).hasValue("return=minimal, wait");
    }

    @Test
    void whoPrefersARepresentationGetsTheAggregateAndWhatTheEventsSay() {
        String id = newOrderId();

        Answer answer = shop.sent("PlaceOrder", order(id), "Prefer", "return=representation");

        assertThat(answer.header("Preference-Applied")).hasValue("return=representation");
        assertThat(answer.json().getJsonObject("state").getString("status")).isEqualTo("PLACED");
        assertThat(answer.json().getJsonArray("data").getJsonObject(0).getString("orderId"))
                .isEqualTo(id);
    }

    @Test
    void theSameIdempotencyKeyGetsTheFirstRepresentation() {
        String id = newOrderId();
        String[] headers = {"Idempotency-Key", UUID.randomUUID().toString(), "Prefer", "return=representation"};
        Answer first = shop.sent("PlaceOrder", order(id), headers);
        shop.sent("ConfirmOrder", confirmation(id));

        assertThat(shop.sent("PlaceOrder", order(id), headers).body()).isEqualTo(first.body());
    }

    @ParameterizedTest
    @CsvSource({
        "X-Timeout, 0",
        "X-Timeout, -1",
        "X-Timeout, soon",
        "X-Timeout, 1e3",
        "X-Attempts, 0",
        "X-Attempts, 101",
        "X-Attempts, 1.5"
    })
    void aTimeoutOrANumberOfAttemptsThatCannotBeIsRefused(String header, String value) {
        JsonObject problem =
                shop.send("PlaceOrder", order(newOrderId()), header, value).problem(400, "malformed-request");

        assertThat(problem.getString("detail")).contains(header, value);
    }

    @Test
    void aCommandInTimeAndWithinItsAttemptsIsExecuted() {
        shop.sent("PlaceOrder", order(newOrderId()), "X-Timeout", "30.5", "X-Attempts", "1");
    }

    private String placed() {
        String id = newOrderId();
        shop.sent("PlaceOrder", order(id), "Prefer", "wait=30");
        return id;
    }

    private String status(String id) {
        return shop.json("api/ordering/orders/" + id).getString("status");
    }

    /** Keeps the read model from changing an order. */
    private static Connection lockOrder(String id) throws SQLException {
        Connection connection =
                EmbeddedDatabase.shared().dataSource(TestEnvironment.DATABASE).getConnection();
        connection.setAutoCommit(false);
        try (PreparedStatement lock = connection.prepareStatement(LOCK_ORDER)) {
            lock.setString(1, id);
            assertThat(lock.executeQuery().next()).isTrue();
        }
        return connection;
    }
}
