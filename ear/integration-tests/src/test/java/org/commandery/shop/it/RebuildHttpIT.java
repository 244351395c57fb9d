package org.commandery.shop.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.commandery.shop.it.ShopClient.newOrderId;
import static org.commandery.shop.it.ShopClient.order;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.commandery.database.EmbeddedDatabase;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The orders of the shop, which Hibernate keeps in two tables, are rebuilt while they are read and while orders come in (J09). */
@ArquillianTest
class RebuildHttpIT {

    private static final String ORDERS = "api/ordering/subscriptions/orders";

    @ArquillianResource
    private URI server;

    private ShopClient shop;

    @Deployment(testable = false)
    static EnterpriseArchive ordering() {
        return Archives.orderingForAdministrators();
    }

    @BeforeEach
    void connect() {
        shop = new ShopClient(server);
    }

    @Test
    void aReadModelIsRebuiltBesideTheLiveOneWhichIsReadAndWrittenMeanwhile() throws Exception {
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            orders.add(placed());
        }
        int total = total(orders.get(0));
        update("UPDATE ordering.orders SET total = 1");
        assertThat(total(orders.get(0))).isNotEqualTo(total);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<List<String>> load = CompletableFuture.supplyAsync(() -> placeAndReadUntil(over, orders));

        assertThat(shop.request("POST", ORDERS + "/rebuild", null).status()).isEqualTo(202);

        await().atMost(Duration.ofMinutes(2))
                .until(() -> subscription().get("rebuild") == JsonValue.NULL && total(orders.get(0)) == total);
        over.set(true);
        List<String> meanwhile = load.get();
        assertThat(meanwhile).isNotEmpty();
        long head = subscription().getJsonNumber("head").longValue();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> subscription().getJsonNumber("checkpoint").longValue() >= head);
        orders.forEach(order -> assertThat(total(order)).isEqualTo(total));
        meanwhile.forEach(order -> assertThat(total(order)).isEqualTo(total));
        assertThat(number("SELECT count(*) FROM ordering.orders"))
                .isEqualTo(number("SELECT count(*) FROM ordering.events WHERE type = 'order-placed'"));
        assertThat(number("SELECT count(*) FROM ordering.order_lines"))
                .isEqualTo(number("SELECT count(*) FROM ordering.orders"));
        assertThat(number("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'ordering_rebuild%'"))
                .isZero();
    }

    @Test
    void whatCannotBeRebuiltIsRefused() {
        shop.request("POST", "api/ordering/subscriptions/order-publisher/rebuild", null)
                .problem(409, "cannot-rebuild");
        shop.request("POST", "api/ordering/subscriptions/unheard-of/rebuild", null)
                .problem(404, "not-found");
        shop.request("DELETE", ORDERS + "/rebuild", null).problem(404, "not-found");
    }

    /** Somebody who asks for an order that is there gets it, at any moment. */
    private List<String> placeAndReadUntil(AtomicBoolean over, List<String> orders) {
        List<String> placed = new ArrayList<>();
        for (int i = 0; !over.get(); i++) {
            placed.add(placed());
            assertThat(shop.get("api/ordering/orders/" + orders.get(i % orders.size()))
                            .status())
                    .isEqualTo(200);
        }
        return placed;
    }

    private String placed() {
        String orderId = newOrderId();
        shop.sent("PlaceOrder", order(orderId));
        return orderId;
    }

    private int total(String orderId) {
        JsonObject found = await().until(
                        () -> shop.get("api/ordering/orders/" + orderId), answer -> answer.status() == 200)
                .json();
        return found.getJsonNumber("total").bigDecimalValue().movePointRight(2).intValue();
    }

    private JsonObject subscription() {
        return shop.json(ORDERS);
    }

    private static void update(String sql) throws SQLException {
        try (Connection connection = EmbeddedDatabase.shared()
                        .dataSource(TestEnvironment.DATABASE)
                        .getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(String query) throws SQLException {
        try (Connection connection = EmbeddedDatabase.shared()
                        .dataSource(TestEnvironment.DATABASE)
                        .getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
