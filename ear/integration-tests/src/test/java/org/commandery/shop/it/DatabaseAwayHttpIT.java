package org.commandery.shop.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.commandery.shop.it.ShopClient.confirmation;
import static org.commandery.shop.it.ShopClient.newOrderId;
import static org.commandery.shop.it.ShopClient.order;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.launcher.ServerProcess;
import org.commandery.launcher.ServerSettings;
import org.commandery.shop.it.ShopClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that goes and comes back while the server runs on. */
class DatabaseAwayHttpIT {

    private static final Duration RECOVERY = Duration.ofSeconds(60);

    /** A store that listens to other nodes holds such a lock on the connection that listens. */
    private static final String COUNT_LISTENING = """
            SELECT count(DISTINCT pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = 712044 AND mode = 'ShareLock' AND granted
            """;

    @TempDir
    private Path directory;

    @Test
    void aServerWithoutItsDatabaseSaysSoAndGoesOnWithoutARestartWhenItIsBack() throws IOException {
        int port = freePort();
        ServerSettings settings = TestEnvironment.serverIn(directory.resolve("server"))
                .with("commandery.database.port", port)
                .deploying(TestEnvironment.ordering());
        try (ServerProcess server = ServerProcess.start(settings).awaitDeployed()) {
            ShopClient shop = new ShopClient(server.http());
            everythingIsUnavailable(shop);
            assertThat(readiness(server)).isEqualTo(503);

            try (EmbeddedDatabase database = database(port)) {
                database.createDatabase(TestEnvironment.DATABASE);
                everythingWorks(shop);
                somebodyListens(database);
                await().atMost(RECOVERY)
                        .untilAsserted(() -> assertThat(readiness(server)).isEqualTo(200));
            }
            String id = newOrderId();
            String key = UUID.randomUUID().toString();
            shop.send("PlaceOrder", order(id), "Idempotency-Key", key).problem(503, "unavailable");
            everythingIsUnavailable(shop);

            try (EmbeddedDatabase database = database(port)) {
                assertThat(database.port()).isEqualTo(port);
                everythingWorks(shop);
                somebodyListens(database);
                shop.sent("PlaceOrder", order(id), "Idempotency-Key", key);
                assertThat(shop.events("order-" + id)).hasSize(1);
            }
        }
    }

    private static int readiness(ServerProcess server) {
        return new ShopClient(server.management()).get("health/ready").status();
    }

    private static void everythingIsUnavailable(ShopClient shop) {
        unavailable(shop.send("PlaceOrder", order(newOrderId())));
        unavailable(shop.send("ConfirmOrder", confirmation("o-1"), "If-Match", "*"));
        unavailable(shop.get("api/ordering/streams/order-1"));
        unavailable(shop.get("api/ordering/events"));
        unavailable(shop.get("api/ordering/orders"));
        unavailable(shop.get("api/ordering/orders/o-1"));
        assertThat(shop.get("api/ordering/subscriptions").status()).isEqualTo(200);
    }

    private static void unavailable(Answer answer) {
        answer.problem(503, "unavailable");
        assertThat(answer.header("Retry-After").orElseThrow()).matches("[1-9]\\d*");
    }

    private static void everythingWorks(ShopClient shop) {
        String id = newOrderId();
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertThat(shop.send("PlaceOrder", order(id), "Prefer", "wait=30")
                                .status())
                        .isIn(200, 422)); // refused when a try before, whose answer was 503, was stored after all
        await().atMost(RECOVERY)
                .untilAsserted(
                        () -> assertThat(shop.json("api/ordering/orders/" + id).getString("status"))
                                .isEqualTo("PLACED"));
        shop.sent("ConfirmOrder", confirmation(id), "Prefer", "wait=30");
        assertThat(shop.json("api/ordering/orders/" + id).getString("status")).isEqualTo("CONFIRMED");
    }

    private static void somebodyListens(EmbeddedDatabase database) {
        await().atMost(RECOVERY).untilAsserted(() -> {
            try (var connection = database.dataSource(TestEnvironment.DATABASE).getConnection();
                    var statement = connection.createStatement();
                    var row = statement.executeQuery(COUNT_LISTENING)) {
                row.next();
                assertThat(row.getInt(1)).isPositive();
            }
        });
    }

    private EmbeddedDatabase database(int port) {
        return EmbeddedDatabase.kept(directory.resolve("data"), port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
