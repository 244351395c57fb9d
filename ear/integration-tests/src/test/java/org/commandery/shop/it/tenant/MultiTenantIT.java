package org.commandery.shop.it.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.commandery.shop.it.ShopClient;
import org.commandery.shop.it.ShopClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants where each context has an application of its own, so that a tenant has a schema for each context. */
class MultiTenantIT {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static TenantServer server;

    @BeforeAll
    static void start() {
        server = TenantServer.start("multi-tenant", directory, UnaryOperator.identity());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aPurchaseGoesThroughAllContextsOfItsTenantAndTheTenantGoesAgain() throws Exception {
        server.runScript("add-tenant.cli", "acme");
        server.runScript("add-tenant.cli", "globex");
        server.awaitCommands("acme");
        server.awaitCommands("globex");
        server.awaitState("acme", "RUNNING");
        assertThat(server.status("acme").keySet()).containsExactly("billing", "integration", "inventory", "ordering");

        receiveTea("acme");
        server.placeOrder("acme", "o-1");
        server.placeOrder("globex", "o-1");

        awaitStatus("acme", "o-1", "CONFIRMED");
        awaitStatus("globex", "o-1", "CANCELLED");
        assertThat(server.number("SELECT count(*) FROM \"acme-billing\".invoices"))
                .isPositive();

        server.runScript("remove-tenant.cli", "acme");
        await().atMost(GENEROUS)
                .untilAsserted(
                        () -> server.placeOrder("acme", ShopClient.newOrderId()).problem(404, "not-found"));
        assertThat(server.placeOrder("globex", "o-2").status()).isEqualTo(200);
    }

    private static void receiveTea(String tenant) {
        await().atMost(GENEROUS).untilAsserted(() -> {
            Answer answer = server.shop()
                    .request(
                            "POST",
                            "api/inventory/commands/ReceiveStock",
                            "{\"product\": \"tea\", \"quantity\": 100}",
                            "X-Tenant",
                            tenant,
                            "Content-Type",
                            "application/json");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        });
    }

    private static void awaitStatus(String tenant, String orderId, String status) {
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(server.shop()
                                .get("api/ordering/orders/" + orderId, "X-Tenant", tenant)
                                .json()
                                .getString("status"))
                        .isEqualTo(status));
    }
}
