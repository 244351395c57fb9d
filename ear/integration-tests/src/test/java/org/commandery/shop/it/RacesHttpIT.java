package org.commandery.shop.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commandery.shop.it.ShopClient.cancellation;
import static org.commandery.shop.it.ShopClient.confirmation;
import static org.commandery.shop.it.ShopClient.newOrderId;
import static org.commandery.shop.it.ShopClient.order;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.commandery.shop.it.ShopClient.Answer;
import org.junit.jupiter.api.RepeatedTest;

/** Many clients at one order at once: each is told the truth, and the stream holds exactly what was acknowledged. */
class RacesHttpIT extends OrderingOnServer {

    private static final int CLIENTS = 32;

    @RepeatedTest(5)
    void ofManyWhoPlaceTheSameOrderOneIsFirstAndTheOthersAreRefused() throws Exception {
        String id = newOrderId();

        List<Answer> answers = together(CLIENTS, client -> shop.send("PlaceOrder", order(id)));

        assertThat(byStatus(answers)).isEqualTo(Map.of(200, 1L, 422, CLIENTS - 1L));
        assertThat(shop.events("order-" + id)).hasSize(1);
    }

    @RepeatedTest(5)
    void ofManyAtTheSameVersionOneSucceedsAndTheOthersLearnTheNewVersion() throws Exception {
        String id = newOrderId();
        shop.sent("PlaceOrder", order(id));

        List<Answer> answers =
                together(CLIENTS, client -> shop.send("ConfirmOrder", confirmation(id), "If-Match", "\"1\""));

        assertThat(byStatus(answers)).isEqualTo(Map.of(200, 1L, 412, CLIENTS - 1L));
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 412)
                .allSatisfy(answer -> assertThat(
                                answer.problem(412, "precondition-failed").getInt("actualVersion"))
                        .isEqualTo(2));
        assertThat(shop.events("order-" + id)).hasSize(2);
    }

    @RepeatedTest(5)
    void ofManyWhoConfirmOrCancelOneDecidesAndTheReadModelShowsWhatItWas() throws Exception {
        String id = newOrderId();
        shop.sent("PlaceOrder", order(id));

        List<Answer> answers = together(
                CLIENTS,
                client -> client % 2 == 0
                        ? shop.send("ConfirmOrder", confirmation(id), "Prefer", "wait=30")
                        : shop.send("CancelOrder", cancellation(id), "Prefer", "wait=30"));

        assertThat(byStatus(answers)).isEqualTo(Map.of(200, 1L, 422, CLIENTS - 1L));
        JsonObject receipt = answers.stream()
                .filter(answer -> answer.status() == 200)
                .findFirst()
                .orElseThrow()
                .json();
        JsonObject last = shop.events("order-" + id).getJsonObject(1);
        assertThat(shop.events("order-" + id)).hasSize(2);
        assertThat(last.getInt("position")).isEqualTo(receipt.getInt("position"));
        assertThat(receipt.getJsonArray("events").getString(0)).isEqualTo(last.getString("type"));
        assertThat("order-"
                        + shop.json("api/ordering/orders/" + id)
                                .getString("status")
                                .toLowerCase())
                .isEqualTo(last.getString("type"));
    }

    @RepeatedTest(5)
    void aCommandThatIsSentManyTimesAtOnceUnderOneKeyIsExecutedOnceAndAllGetTheSameAnswer() throws Exception {
        String id = newOrderId();
        String key = UUID.randomUUID().toString();

        List<Answer> answers = together(8, client -> shop.send("PlaceOrder", order(id), "Idempotency-Key", key));

        assertThat(byStatus(answers)).isEqualTo(Map.of(200, 8L));
        assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
        assertThat(answers.stream()
                        .map(answer -> answer.header("X-Correlation-ID"))
                        .distinct())
                .hasSize(1);
        assertThat(shop.events("order-" + id)).hasSize(1);
    }

    private static Map<Integer, Long> byStatus(List<Answer> answers) {
        return answers.stream().collect(Collectors.groupingBy(Answer::status, Collectors.counting()));
    }

    /** Lets all clients begin at the same moment and returns their answers. */
    private static List<Answer> together(int clients, IntFunction<Answer> client) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            CyclicBarrier start = new CyclicBarrier(clients);
            List<Callable<Answer>> tasks = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int number = i;
                tasks.add(() -> {
                    start.await();
                    return client.apply(number);
                });
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(tasks)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
