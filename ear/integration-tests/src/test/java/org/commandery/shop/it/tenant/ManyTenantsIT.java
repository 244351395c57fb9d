package org.commandery.shop.it.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred tenants come while two others work. */
class ManyTenantsIT {

    private static final int TENANTS = 100;

    private static final String CONNECTIONS = """
            SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'
            """;

    @TempDir
    private static Path directory;

    private static TenantServer server;

    @BeforeAll
    static void start() {
        server = TenantServer.start("multi-tenant-shared", directory, UnaryOperator.identity());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aHundredTenantsComeWhileOthersWorkUndisturbed() throws Exception {
        server.add("first");
        server.add("second");
        server.awaitCommands("first");
        server.awaitCommands("second");
        report("2 tenants");

        Load load = Load.start(server.shop(), 2, "first", "second");
        long start = System.nanoTime();
        for (int n = 0; n < TENANTS; n++) {
            server.add("tenant-" + n);
        }
        System.out.printf("adding %d datasources took %d ms%n", TENANTS, millisSince(start));
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(running()).isEqualTo(TENANTS + 2));
        System.out.printf("%d tenants ran after %d ms%n", TENANTS, millisSince(start));
        load.stop();
        report(TENANTS + " more tenants");

        for (String tenant : new String[] {"first", "second"}) {
            assertThat(load.refused(tenant)).isEmpty();
            load.assertStored(tenant, server);
        }
        assertThat(server.placeOrder("tenant-99", "o-1").status()).isEqualTo(200);
    }

    private static long running() {
        return server.shop().get("api/tenants").json().getJsonArray("tenants").getValuesAs(JsonObject.class).stream()
                .filter(one -> one.getString("application").equals("shop"))
                .filter(one -> one.getString("state").equals("RUNNING"))
                .count();
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private static void report(String when) {
        System.out.printf(
                "%s: %d threads, %d connections%n",
                when, server.management().ofVirtualMachine("threading", "thread-count"), server.number(CONNECTIONS));
    }
}
