package org.commandery.shop.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.launcher.ServerProcess;
import org.commandery.shop.it.ShopClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Architecture {@code global}: one application, one store. */
class GlobalIT {

    private static final String DATABASE = "it-global";

    /** What the names of streams begin with: the aggregates of all contexts, and what the contexts tell each other. */
    private static final Set<String> KINDS_OF_STREAMS = Set.of(
            "order",
            "reservation",
            "stock",
            "invoice",
            "ordering/orders/o",
            "inventory/reservations/o",
            "billing/invoices/o");

    @TempDir
    private static Path directory;

    private static DataSource store;
    private static ServerProcess server;
    private static Purchases purchases;

    @BeforeAll
    static void start() throws Exception {
        var settings = Servers.settings("global", directory.resolve("server"), DATABASE)
                .deploying(NotebookShop.in(directory));
        store = Books.schema(EmbeddedDatabase.shared(), DATABASE, "global");
        NotebookShop.createNotebook(store);
        server = ServerProcess.start(settings);
        purchases = new Purchases(server.http(), server.http());
        server.awaitReady();
        purchases.receiveTea();
        purchases.place(12);
        new Books(store, store, store, store).awaitRight(purchases);
    }

    @AfterAll
    static void stop() {
        purchases.close();
        server.close();
    }

    @Test
    void allContextsShareOneApplicationAndItsEventsShareOneOrder() throws Exception {
        var shop = new ShopClient(server.http());
        assertThat(shop.get("inside").body()).isEqualTo("global and global");
        String events = shop.get("api/ordering/events?limit=1000").body();
        assertThat(shop.get("api/inventory/events?limit=1000").body()).isEqualTo(events);
        assertThat(shop.get("api/billing/events?limit=1000").body()).isEqualTo(events);

        List<Long> positions = shop.json("api/billing/events?limit=1000").getJsonArray("events").stream()
                .map(event -> event.asJsonObject().getJsonNumber("position").longValue())
                .toList();
        assertThat(positions)
                .isEqualTo(
                        Books.events(store).stream().map(Books.Event::position).toList());
        assertThat(Books.events(store).stream()
                        .map(event -> event.stream().split("-")[0])
                        .collect(Collectors.toSet()))
                .isEqualTo(KINDS_OF_STREAMS);
    }

    @Test
    void aHandlerOfOneContextGetsAllEventsInTheirOrder() {
        await().untilAsserted(() ->
                assertThat(NotebookShop.noted(store, "ordering.every-event")).isEqualTo(Books.events(store)));
    }
}
