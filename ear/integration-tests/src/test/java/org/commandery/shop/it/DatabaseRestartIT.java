package org.commandery.shop.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.launcher.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away and comes back while the server runs on. */
class DatabaseRestartIT {

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    @Test
    void theServerTakesCommandsAgainWithoutARestartOfItsOwn() throws Exception {
        var database = EmbeddedDatabase.kept(directory.resolve("postgres"), 0);
        int port = database.port();
        try (var server = start(database)) {
            assertThat(placeOrder(server)).isEqualTo(200);

            database.close();
            assertThat(placeOrder(server)).isEqualTo(503);

            database = EmbeddedDatabase.kept(directory.resolve("postgres"), port);
            await().atMost(Duration.ofSeconds(30)).until(() -> placeOrder(server) == 200);
            assertThat(placeOrders(server, 20)).containsOnly(200);
        } finally {
            database.close();
        }
    }

    private ServerProcess start(EmbeddedDatabase database) {
        database.createDatabase(TestEnvironment.DATABASE);
        return ServerProcess.start(TestEnvironment.serverIn(directory.resolve("server"))
                        .with("commandery.database.port", database.port())
                        .deploying(TestEnvironment.application()))
                .awaitReady();
    }

    private List<Integer> placeOrders(ServerProcess server, int count) {
        return Stream.generate(() -> placeOrder(server)).limit(count).toList();
    }

    private int placeOrder(ServerProcess server) {
        var body = """
                {"orderId": "%s", "lines": [{"product": "book", "quantity": 1, "price": 12.50}]}
                """.formatted(UUID.randomUUID());
        var request = HttpRequest.newBuilder(server.http().resolve("api/ordering/commands/PlaceOrder"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
