package org.commandery.shop.it.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.shop.it.ShopClient;
import org.commandery.shop.it.Users;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An administrator adds and removes a tenant in the server's web console. */
class ConsoleIT {

    private static final Path PICTURES = Path.of("target/pictures");

    @TempDir
    private static Path directory;

    @TempDir
    private static Path profile;

    private static TenantServer server;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                Console.isPossible(),
                "needs the programs chromium and chromedriver (Debian: chromium, chromium-driver)");
        server = TenantServer.start("multi-tenant-shared", directory, UnaryOperator.identity());
        Users.ofManagement().with("admin", "").writeFor(server.management(), directory);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aTenantIsThereWhenItsDatasourceWasAddedInTheConsoleAndGoneWhenItWasRemoved() throws Exception {
        try (Console console = Console.open(server.process().management(), profile, "admin", Users.PASSWORD)) {
            console.showDatasources();
            console.addDatasource(
                    "acme",
                    "java:jboss/datasources/tenants/acme",
                    server.database().jdbcUrl("commandery") + "&currentSchema=acme",
                    EmbeddedDatabase.USER,
                    "secret");
            console.picture(PICTURES.resolve("console-tenant.png"));
            server.awaitCommands("acme");
            assertThat(server.placeOrder("acme", "o-1").status()).isEqualTo(200);

            console.removeDatasource("acme");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            server.placeOrder("acme", ShopClient.newOrderId()).problem(404, "not-found"));
        }
    }
}
