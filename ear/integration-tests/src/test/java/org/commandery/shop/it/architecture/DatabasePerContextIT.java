package org.commandery.shop.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.shop.it.ShopClient;
import org.commandery.shop.it.TestEnvironment;
import org.commandery.shop.it.architecture.Purchases.Purchase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Architecture {@code database-per-context}, and the database of billing is on a PostgreSQL of its own, which is away when the server starts. */
class DatabasePerContextIT {

    /** The contexts of a database that was away try again after ever longer pauses. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private static Path directory;

    private static EmbeddedDatabase databaseOfBilling;
    private static Books books;
    private static RunningShop running;
    private static Purchases purchases;
    private static ShopClient shop;

    @BeforeAll
    static void start() {
        databaseOfBilling = EmbeddedDatabase.kept(directory.resolve("billing"), 0);
        databaseOfBilling.createDatabase("billing");
        var database = EmbeddedDatabase.shared();
        var settings = Servers.settings("database-per-context", directory.resolve("server"))
                .with("commandery.billing.database.port", databaseOfBilling.port())
                .deploying(TestEnvironment.application());
        for (String context : new String[] {"ordering", "inventory", "integration"}) {
            database.createDatabase("it-database-of-" + context);
            settings = settings.with("commandery.%s.database.name".formatted(context), "it-database-of-" + context);
        }
        books = new Books(
                Books.schema(database, "it-database-of-ordering", "ordering"),
                Books.schema(database, "it-database-of-inventory", "inventory"),
                Books.schema(databaseOfBilling, "billing", "billing"),
                Books.schema(database, "it-database-of-integration", "integration"));
        databaseOfBilling.close();
        running = RunningShop.start(settings);
        purchases = running.purchases();
        shop = running.client();
    }

    @AfterAll
    static void stop() {
        running.close();
        databaseOfBilling.close();
    }

    @Test
    void aDatabaseThatIsAwayAtTheStartOrGoesAwayUnderLoadHarmsNoOtherContextAndItsOwnGoesOnWhenItIsBack()
            throws Exception {
        long serverBefore = running.server().pid();
        int port = databaseOfBilling.port();
        assertOthersWorkWithoutBilling();

        databaseOfBilling = EmbeddedDatabase.kept(directory.resolve("billing"), port);
        var load = purchases.begin(45);
        await().atMost(PATIENCE).until(() -> books.confirmed() > 1);

        databaseOfBilling.close();
        Purchases.finish(load);
        String orderId = assertOthersWorkWithoutBilling();

        databaseOfBilling = EmbeddedDatabase.kept(directory.resolve("billing"), port);
        books.awaitRight(purchases);
        assertThat(shop.json("api/billing/invoices/" + orderId).getString("status"))
                .isEqualTo("PAID");
        assertThat(running.server().isAlive()).isTrue();
        assertThat(running.server().pid()).isEqualTo(serverBefore);
    }

    /** Returns an order that waits for its payment. */
    private static String assertOthersWorkWithoutBilling() {
        String orderId = purchases.place(Purchase.PAID);
        await().until(() -> books.isReserved(orderId));
        assertThat(shop.json("api/ordering/orders/" + orderId).getString("status"))
                .isEqualTo("PLACED");
        assertThat(shop.get("api/inventory/stock/tea").status()).isEqualTo(200);
        shop.get("api/billing/events").problem(503, "unavailable");
        shop.get("api/billing/invoices").problem(503, "unavailable");
        return orderId;
    }
}
