package org.commandery.shop.it.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A tenant goes while its commands pour in, and comes back. */
@ExtendWith(SharedTenantServer.class)
class RemovalUnderLoadIT {

    private static final Duration GENEROUS = Duration.ofMinutes(2);
    private static final int CLIENTS = 4;
    private static final int ENOUGH = 200;

    private static final String ORDERS_PLACED = """
            SELECT count(*) FROM leaving.events WHERE type = 'order-placed'
            """;

    private static final String ORDERS_READ = """
            SELECT count(*) FROM leaving.orders
            """;

    /** Orders whose last event is not the one that the read model shows. */
    private static final String ORDERS_MISREAD = """
            SELECT count(*)
            FROM leaving.orders o
            JOIN leaving.streams s ON s.stream = 'order-' || o.order_id
            WHERE o.stream_version <> (SELECT max(e.version) FROM leaving.events e WHERE e.stream_id = s.stream_id)
            """;

    private static TenantServer server;

    @BeforeAll
    static void use(TenantServer shared) {
        server = shared;
    }

    @Test
    void whatWasAcknowledgedBeforeATenantWentIsThereAndItsReadModelGoesOnWhenItIsBack() throws Exception {
        server.add("leaving");
        server.add("staying");
        server.awaitCommands("leaving");
        server.awaitCommands("staying");

        Load load = Load.start(server.shop(), CLIENTS, "leaving", "staying");
        awaitAcknowledged(load, ENOUGH);
        server.management().removeDatasource("leaving");
        await().atMost(GENEROUS)
                .until(() -> load.refused("leaving").stream().anyMatch(answer -> answer.status() == 404));
        int before = load.acknowledged("leaving").size();
        load.assertStored("leaving", server);

        server.add("leaving");
        awaitAcknowledged(load, before + ENOUGH);
        load.stop();

        assertThat(load.refused("staying")).isEmpty();
        assertThat(load.refused("leaving"))
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isIn(404, 503));
        load.assertStored("leaving", server);
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(server.number(ORDERS_READ)).isEqualTo(server.number(ORDERS_PLACED)));
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(server.number(ORDERS_MISREAD)).isZero());
    }

    private static void awaitAcknowledged(Load load, int orders) {
        await().atMost(GENEROUS).until(() -> load.acknowledged("leaving").size() >= orders);
    }
}
