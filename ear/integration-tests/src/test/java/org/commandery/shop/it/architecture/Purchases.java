package org.commandery.shop.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.commandery.shop.it.ShopClient;
import org.commandery.shop.it.ShopClient.Answer;

/** What customers order, and how each purchase has to end. Its clients send a command again, with the same key, until it is acknowledged. */
final class Purchases implements AutoCloseable {

    /** How many pieces of tea come in; none of coffee ever does. */
    static final int TEA = 1_000_000;

    private static final int CLIENTS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ShopClient ordering;
    private final ShopClient inventory;
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final Map<String, Purchase> placed = new ConcurrentSkipListMap<>();

    /** What a customer may order. All that is told of it in the end is in {@code told}: source and type of each integration event. */
    enum Purchase {
        PAID(
                "CONFIRMED",
                2,
                """
                [{"product": "tea", "quantity": 2, "price": 3.50}]""",
                List.of(
                        "billing payment-taken",
                        "inventory stock-reserved",
                        "ordering order-confirmed",
                        "ordering order-placed")),
        TOO_EXPENSIVE(
                "CANCELLED",
                0,
                """
                [{"product": "tea", "quantity": 3, "price": 5000}]""",
                List.of(
                        "billing payment-refused",
                        "inventory stock-reserved",
                        "ordering order-cancelled",
                        "ordering order-placed")),
        PARTLY_SHORT(
                "CANCELLED",
                0,
                """
                [{"product": "tea", "quantity": 1, "price": 3.50}, {"product": "coffee", "quantity": 1, "price": 4}]""",
                List.of("inventory stock-refused", "ordering order-cancelled", "ordering order-placed"));

        /** How the order ends. */
        final String status;
        /** How many pieces stay reserved. */
        final int reserved;

        final List<String> told;
        private final String lines;

        Purchase(String status, int reserved, String lines, List<String> told) {
            this.status = status;
            this.reserved = reserved;
            this.told = told;
            this.lines = lines;
        }

        String order(String orderId) {
            return """
                    {"orderId": "%s", "lines": %s}""".formatted(orderId, lines);
        }
    }

    /**
     * @param ordering where the server of ordering answers
     * @param inventory where that of inventory does
     */
    Purchases(URI ordering, URI inventory) {
        this.ordering = new ShopClient(ordering);
        this.inventory = new ShopClient(inventory);
    }

    /** Takes tea into stock. */
    void receiveTea() {
        acknowledged(inventory, "inventory", "ReceiveStock", """
                {"product": "tea", "quantity": %d}""".formatted(TEA));
    }

    /** Places an order. Returns its id. */
    String place(Purchase purchase) {
        String orderId = "o-" + UUID.randomUUID();
        placed.put(orderId, purchase);
        acknowledged(ordering, "ordering", "PlaceOrder", purchase.order(orderId));
        return orderId;
    }

    /** Begins to place orders of all kinds. The result is there when all are acknowledged. */
    List<Future<String>> begin(int count) {
        Purchase[] kinds = Purchase.values();
        return IntStream.range(0, count)
                .mapToObj(n -> clients.submit(() -> place(kinds[n % kinds.length])))
                .toList();
    }

    /** Places orders of all kinds at once. */
    void place(int count) throws Exception {
        finish(begin(count));
    }

    /** Waits until all orders are acknowledged. */
    static void finish(List<Future<String>> orders) throws Exception {
        for (Future<String> order : new ArrayList<>(orders)) {
            order.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** All orders, with how they must end. */
    Map<String, Purchase> placed() {
        return placed;
    }

    private static void acknowledged(ShopClient client, String context, String command, String body) {
        String key = UUID.randomUUID().toString();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            try {
                Answer answer = client.request(
                        "POST",
                        "api/%s/commands/%s".formatted(context, command),
                        body,
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key);
                assertThat(answer.status()).as(answer.body()).isIn(200, 404, 503);
                return answer.status() == 200;
            } catch (UncheckedIOException e) {
                return false; // the server is away
            }
        });
    }

    @Override
    public void close() {
        clients.shutdownNow();
    }
}
