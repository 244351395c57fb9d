package org.commandery.shop.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.launcher.ServerProcess;
import org.commandery.shop.it.ShopClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Architecture {@code shared}: the contexts share an application, and each brings its router. */
class SharedIT {

    private static final String DATABASE = "it-shared";

    @TempDir
    private static Path directory;

    private static DataSource store;
    private static ServerProcess server;
    private static ShopClient shop;

    @BeforeAll
    static void start() throws Exception {
        var settings = Servers.settings("shared", directory.resolve("server"), DATABASE)
                .deploying(NotebookShop.in(directory));
        store = Books.schema(EmbeddedDatabase.shared(), DATABASE, "shop");
        NotebookShop.createNotebook(store);
        server = ServerProcess.start(settings).awaitReady();
        shop = new ShopClient(server.http());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aCommandOfOrderingIsDispatchedThroughTheApplicationThatIsInjectedForBilling() {
        assertThat(shop.get("inside").body()).isEqualTo("shop and shop");
        String orderId = ShopClient.newOrderId();

        var answer = shop.request("POST", "inside/order/" + orderId, null);

        assertThat(answer.body()).isEqualTo("order-" + orderId);
        await().untilAsserted(() ->
                assertThat(shop.get("api/ordering/orders/" + orderId).status()).isEqualTo(200));
    }

    @Test
    void aHandlerOfBillingGetsTheEventsOfOrderingThatItAsksForAndNoOthers() throws Exception {
        try (var purchases = new Purchases(server.http(), server.http())) {
            purchases.place(9);
        }

        await().untilAsserted(() -> assertThat(NotebookShop.noted(store, "billing.placed-orders"))
                .hasSizeGreaterThanOrEqualTo(9)
                .isEqualTo(placedOrders()));
    }

    private static List<Books.Event> placedOrders() throws Exception {
        return Books.events(store).stream()
                .filter(event -> event.type().equals("order-placed"))
                .toList();
    }
}
