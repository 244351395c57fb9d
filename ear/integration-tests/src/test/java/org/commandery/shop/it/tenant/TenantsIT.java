package org.commandery.shop.it.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.shop.it.ShopClient;
import org.commandery.shop.it.ShopClient.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tenants of an application that all contexts share come and go on a running server, as their datasources do. */
@ExtendWith(SharedTenantServer.class)
class TenantsIT {

    private static final Duration GENEROUS = Duration.ofSeconds(30);

    private static TenantServer server;

    @BeforeAll
    static void use(TenantServer shared) {
        server = shared;
    }

    @Test
    void aTenantComesAndGoesWithTheScriptsAndItsDataStays() throws Exception {
        server.placeOrder("acme", "o-1").problem(404, "not-found");

        server.runScript("add-tenant-shared.cli", "acme");
        server.awaitCommands("acme");
        assertThat(server.placeOrder("acme", "o-1").status()).isEqualTo(200);
        assertThat(server.shop()
                        .get("api/ordering/orders/o-1", "X-Tenant", "acme")
                        .status())
                .isEqualTo(200);

        server.runScript("remove-tenant-shared.cli", "acme");
        awaitGone("acme");
        assertThat(server.number("SELECT count(*) FROM acme.orders WHERE order_id = 'o-1'"))
                .isEqualTo(1);

        server.runScript("add-tenant-shared.cli", "acme");
        server.awaitCommands("acme");
        assertThat(server.shop()
                        .get("api/ordering/orders/o-1", "X-Tenant", "acme")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTenantTakesCommandsSoonAfterItsDatasourceIsAdded() {
        long start = System.nanoTime();
        server.add("prompt");
        Duration added = Duration.ofNanos(System.nanoTime() - start);
        server.awaitCommands("prompt");
        Duration answered = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf(
                "a tenant took commands %d ms after its datasource was there, which took %d ms%n",
                answered.minus(added).toMillis(), added.toMillis());
        assertThat(answered.minus(added)).isLessThan(GENEROUS);
    }

    @Test
    void aTenantMayHaveADatabaseOfItsOwn() {
        server.database().createDatabase("own");
        server.add("lonely", "own", "public", EmbeddedDatabase.USER);
        server.awaitCommands("lonely");
        assertThat(server.placeOrder("lonely", "o-1").status()).isEqualTo(200);
        assertThat(server.numberIn("own", "SELECT count(*) FROM public.orders WHERE order_id = 'o-1'"))
                .isEqualTo(1);
    }

    @Test
    void aTenantIsGoneEvenWhenTheServerKeepsItsDatasourceUntilAReload() {
        server.add("stuck");
        server.awaitCommands("stuck");
        server.management().removeDatasourceUntilReload("stuck");
        awaitGone("stuck");
    }

    /** Several, one right after the other: for some of them the server looks only when the new datasource is there already. */
    @Test
    void tenantsWhoseDatasourceIsReplacedAtOnceWorkOnOverTheNewOne() {
        List<String> tenants = List.of("moving-1", "moving-2", "moving-3", "moving-4", "moving-5");
        tenants.forEach(server::add);
        tenants.forEach(tenant -> {
            server.awaitCommands(tenant);
            server.placeOrder(tenant, "o-1");
        });

        tenants.forEach(tenant -> {
            server.management().removeDatasource(tenant);
            server.add(tenant);
        });

        tenants.forEach(tenant -> {
            server.awaitCommands(tenant);
            assertThat(server.shop()
                            .get("api/ordering/orders/o-1", "X-Tenant", tenant)
                            .status())
                    .isEqualTo(200);
            server.awaitState(tenant, "RUNNING");
        });
    }

    @Test
    void aRequestWithoutATenantIsToldSo() {
        server.shop().get("api/ordering/events").problem(400, "tenant-missing");
        server.shop().get("api/ordering/orders").problem(400, "tenant-missing");
        server.shop().get("api/ordering/commands").problem(400, "tenant-missing");
        server.shop().send("PlaceOrder", ShopClient.order("o-1")).problem(400, "tenant-missing");
    }

    @Test
    void theDescriptionOfAllEndpointsHasTheCommandsOfApplicationsWithTenants() {
        assertThat(server.shop().json("openapi?format=JSON").getJsonObject("paths"))
                .containsKeys("/api/ordering/commands/PlaceOrder", "/api/inventory/commands/ReceiveStock");
    }

    @Test
    void anUnknownTenantIsNotFoundWhateverIsAskedOfIt() {
        server.shop().get("api/ordering/events", "X-Tenant", "nobody").problem(404, "not-found");
        server.shop().get("api/ordering/orders", "X-Tenant", "nobody").problem(404, "not-found");
        server.shop().get("api/ordering/streams/order-1", "X-Tenant", "nobody").problem(404, "not-found");
        server.shop().get("api/ordering/subscriptions", "X-Tenant", "nobody").problem(404, "not-found");
        server.shop().get("api/ordering/commands", "X-Tenant", "nobody").problem(404, "not-found");
        server.shop().get("api/ordering/event-types", "X-Tenant", "nobody").problem(404, "not-found");
    }

    @Test
    void aTenantWithAWrongPasswordIsReportedHarmsNobodyAndRunsWhenItIsMended() throws Exception {
        requirePasswordOf("careless");
        server.sql("CREATE ROLE careless LOGIN PASSWORD 'another'", "GRANT CREATE ON DATABASE commandery TO careless");
        server.add("healthy");
        server.awaitCommands("healthy");

        server.add("careless", "commandery", "careless", "careless");
        server.awaitState("careless", "FAILED");
        assertThat(server.status("careless").get("shop").getString("failure"))
                .contains("password authentication failed");
        assertThat(server.shop().get("api/tenants").body()).doesNotContain("secret");
        assertNotReady("careless", "FAILED");
        assertThat(server.placeOrder("healthy", ShopClient.newOrderId()).status())
                .isEqualTo(200);
        server.awaitState("healthy", "RUNNING");

        server.sql("ALTER ROLE careless PASSWORD 'secret'");
        server.awaitState("careless", "RUNNING");
        server.awaitCommands("careless");
    }

    @Test
    void aTenantWhoseSchemaIsNotMadeYetIsStartingAndSaysSo() throws SQLException {
        try (Connection other = server.database().dataSource("commandery").getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            // Whoever makes a schema of this name now has to wait for the end of this transaction.
            statement.execute("CREATE SCHEMA gradual");

            server.add("gradual");
            server.awaitState("gradual", "STARTING");
            assertNotReady("gradual", "STARTING");
            other.rollback();
        }
        server.awaitCommands("gradual");
        server.awaitState("gradual", "RUNNING");
    }

    @Test
    void aTenantThatMayNotMakeItsSchemaIsReportedHarmsNobodyAndRunsWhenItMay() {
        server.sql("CREATE ROLE humble LOGIN");
        server.add("bystander");
        server.awaitCommands("bystander");

        server.add("humble", "commandery", "humble", "humble");
        server.awaitState("humble", "FAILED");
        assertThat(server.status("humble").get("shop").getString("failure")).contains("permission denied");
        assertThat(server.placeOrder("bystander", ShopClient.newOrderId()).status())
                .isEqualTo(200);

        server.sql("GRANT CREATE ON DATABASE commandery TO humble");
        server.awaitState("humble", "RUNNING");
        server.awaitCommands("humble");
    }

    private static void assertNotReady(String tenant, String state) {
        Answer command = server.placeOrder(tenant, ShopClient.newOrderId());
        assertThat(command.problem(503, "tenant-not-ready").getString("state")).isEqualTo(state);
        assertThat(command.header("Retry-After")).isPresent();
        for (String path : List.of("events", "orders", "streams/order-1", "subscriptions")) {
            assertThat(server.shop()
                            .get("api/ordering/" + path, "X-Tenant", tenant)
                            .problem(503, "tenant-not-ready")
                            .getString("state"))
                    .isEqualTo(state);
        }
    }

    private static void awaitGone(String tenant) {
        await().atMost(GENEROUS)
                .untilAsserted(
                        () -> server.placeOrder(tenant, ShopClient.newOrderId()).problem(404, "not-found"));
        assertThat(server.status(tenant)).isEmpty();
    }

    /** The embedded database trusts everybody, apart from this role. */
    private static void requirePasswordOf(String role) throws IOException, SQLException {
        try (Connection connection = server.database().dataSource("commandery").getConnection();
                Statement statement = connection.createStatement();
                ResultSet file = statement.executeQuery("SHOW hba_file")) {
            file.next();
            Path rules = Path.of(file.getString(1));
            Files.writeString(
                    rules, "host all %s 127.0.0.1/32 scram-sha-256%n".formatted(role) + Files.readString(rules));
        }
        server.sql("SELECT pg_reload_conf()");
    }
}
