package org.commandery.shop.it.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.commandery.eventstore.postgres.PostgresEventStore;
import org.commandery.shop.it.ShopClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

/** A tenant that is far behind is not in the way of another one. */
@ExtendWith(SharedTenantServer.class)
class BacklogIT {

    private static final int BACKLOG = 100_000;
    private static final int A_STREAM = 1_000;
    private static final int WARM_UP = 300;
    private static final int ORDERS = 100;

    /** Two processors do the work of both tenants: some of it is theirs to share. */
    private static final double FAR_TOO_MUCH = 20;

    private static TenantServer server;

    @BeforeAll
    static void use(TenantServer shared) {
        server = shared;
    }

    @Test
    void aTenantWithAHundredThousandEventsToHandleDoesNotSlowTheHandlersOfAnother() {
        record(BACKLOG);
        server.add("nimble");
        server.awaitCommands("nimble");
        medianMillis(WARM_UP);
        double alone = medianMillis(ORDERS);

        server.add("behind");
        await().atMost(Duration.ofMinutes(1)).until(() -> lag() > 0 && lag() < BACKLOG);
        double beside = medianMillis(ORDERS);
        long left = lag();

        System.out.printf(
                "until the handlers of a tenant were done: %.1f ms alone, %.1f ms beside a backlog of which %d events were left: ratio %.1f%n",
                alone, beside, left, beside / alone);
        assertThat(left).as("the backlog lasted").isPositive();
        assertThat(beside / alone).isLessThan(FAR_TOO_MUCH);
        server.management().removeDatasource("behind");
    }

    /** Fills a schema with events before it has handlers. */
    private static void record(int events) {
        PGSimpleDataSource dataSource = server.database().dataSource("commandery");
        dataSource.setCurrentSchema("behind");
        EventStoreMigrations.migrate(dataSource, "behind");
        try (PostgresEventStore store =
                PostgresEventStore.builder(dataSource).schema("behind").build()) {
            for (int n = 0; n < events / A_STREAM; n++) {
                String product = "product-" + n;
                store.append(Append.of(
                        "stock-" + product,
                        ExpectedVersion.NO_STREAM,
                        Collections.nCopies(A_STREAM, received(product))));
            }
        }
    }

    private static EventData received(String product) {
        return EventData.of("stock-received", "{\"product\": \"%s\", \"quantity\": 1}".formatted(product));
    }

    /** How long it takes, in ms, from a command to the end of the handlers that it waits for. */
    private static double medianMillis(int orders) {
        List<Long> nanos = new ArrayList<>();
        for (int n = 0; n < orders; n++) {
            long start = System.nanoTime();
            assertThat(server.placeOrder("nimble", ShopClient.newOrderId()).status())
                    .isEqualTo(200);
            nanos.add(System.nanoTime() - start);
        }
        Collections.sort(nanos);
        return nanos.get(orders / 2) / 1e6;
    }

    private static long lag() {
        JsonObject status = server.status("behind").get("shop");
        return status == null || status.isNull("lag")
                ? -1
                : status.getJsonNumber("lag").longValue();
    }
}
