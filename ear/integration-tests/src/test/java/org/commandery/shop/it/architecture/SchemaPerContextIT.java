package org.commandery.shop.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.shop.it.ShopClient;
import org.commandery.shop.it.architecture.Purchases.Purchase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Architecture {@code schema-per-context}: each context has an application, a schema and here also a role of its own, in one database. */
class SchemaPerContextIT {

    private static final String DATABASE = "it-schema-per-context";

    private static final String CREATE_ROLE_OF_BILLING = """
            CREATE ROLE it_billing LOGIN;
            CREATE SCHEMA billing AUTHORIZATION it_billing
            """;

    private static final String GRANT_RIGHTS_OF_BILLING = """
            GRANT ALL ON SCHEMA billing TO it_billing;
            GRANT ALL ON ALL TABLES IN SCHEMA billing TO it_billing
            """;

    @TempDir
    private static Path directory;

    private static Books books;
    private static RunningShop running;
    private static Purchases purchases;
    private static ShopClient shop;

    @BeforeAll
    static void start() throws Exception {
        var settings = Servers.settings("schema-per-context", directory.resolve("server"), DATABASE)
                .with("commandery.billing.database.user", "it_billing")
                .deploying(NotebookShop.in(directory));
        var database = EmbeddedDatabase.shared();
        books = new Books(
                Books.schema(database, DATABASE, "ordering"),
                Books.schema(database, DATABASE, "inventory"),
                Books.schema(database, DATABASE, "billing"),
                Books.schema(database, DATABASE, "integration"));
        execute(CREATE_ROLE_OF_BILLING);
        NotebookShop.createNotebook(books.ordering());
        running = RunningShop.start(settings);
        purchases = running.purchases();
        shop = running.client();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void aHandlerGetsTheEventsOfItsOwnContextOnly() throws Exception {
        purchases.place(3);
        books.awaitRight(purchases);

        await().untilAsserted(() -> assertThat(NotebookShop.noted(books.ordering(), "ordering.every-event"))
                .isEqualTo(Books.events(books.ordering())));
        assertThat(Books.events(books.ordering()))
                .allSatisfy(event -> assertThat(event.stream()).startsWith("order-"));
        assertThat(NotebookShop.noted(books.ordering(), "billing.placed-orders"))
                .as("what a handler of billing gets of ordering's events")
                .isEmpty();
    }

    @Test
    void aCommandOfAnotherContextIsRefusedAndWritesNothing() {
        assertThat(shop.get("inside").body()).isEqualTo("ordering and billing");
        String orderId = ShopClient.newOrderId();

        var inside = shop.request("POST", "inside/order/" + orderId, null);
        assertThat(inside.status()).isEqualTo(404);
        assertThat(inside.body()).contains("application 'billing' has no route for command", "PlaceOrder");

        var outside = command("billing", "PlaceOrder", Purchase.PAID.order(orderId));
        assertThat(outside.problem(404, "not-found").getString("detail"))
                .contains("context 'billing' has no command 'PlaceOrder'", "OpenInvoice");

        assertThat(shop.get("api/ordering/streams/order-" + orderId).status()).isEqualTo(404);
        assertThat(shop.get("api/billing/streams/order-" + orderId).status()).isEqualTo(404);
    }

    @Test
    void theFacadeOfAnotherContextInTheSameServerAnswers() {
        String product = "biscuits-" + UUID.randomUUID();

        assertThat(shop.request("POST", "inside/stock/" + product, null).body()).isEqualTo("stock-" + product);

        await().untilAsserted(() -> assertThat(
                        shop.json("api/inventory/stock/" + product).getInt("available"))
                .isEqualTo(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCHEMA billing", "ALL TABLES IN SCHEMA billing"})
    void aContextThatLosesItsRightsUnderLoadHarmsNoOtherAndGoesOnWhenItHasThemAgain(String what) throws Exception {
        long before = books.confirmed();
        var load = purchases.begin(45);
        await().until(() -> books.confirmed() > before);

        execute("REVOKE ALL ON %s FROM it_billing".formatted(what));
        try {
            Purchases.finish(load);
            String orderId = purchases.place(Purchase.PAID);
            await().until(() -> books.isReserved(orderId));
            assertThat(shop.json("api/ordering/orders/" + orderId).getString("status"))
                    .isEqualTo("PLACED");
            assertThat(shop.get("api/inventory/stock/tea").status()).isEqualTo(200);

            shop.get("api/billing/events").problem(503, "unavailable");
            shop.get("api/billing/invoices").problem(503, "unavailable");
            command("billing", "OpenInvoice", """
                    {"orderId": "%s", "amount": 7}""".formatted(orderId)).problem(503, "unavailable");
        } finally {
            execute(GRANT_RIGHTS_OF_BILLING);
        }

        books.awaitRight(purchases);
    }

    private static ShopClient.Answer command(String context, String name, String body) {
        return shop.request(
                "POST", "api/%s/commands/%s".formatted(context, name), body, "Content-Type", "application/json");
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = EmbeddedDatabase.shared().dataSource(DATABASE).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
