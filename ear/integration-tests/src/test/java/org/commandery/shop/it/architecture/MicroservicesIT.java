package org.commandery.shop.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.postgres.PostgresEventStore;
import org.commandery.launcher.ServerProcess;
import org.commandery.launcher.ServerSettings;
import org.commandery.shop.it.ShopClient;
import org.commandery.shop.it.TestEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Architecture {@code microservices}: a server with an EAR and a database for each context, and one database in which they meet. */
class MicroservicesIT {

    private static final List<String> SERVICES = List.of("ordering", "inventory", "billing");
    private static final String INTEGRATION = "integration";

    @TempDir
    private static Path directory;

    private static final Map<String, ServerSettings> settings = new HashMap<>();
    private static final Map<String, ServerProcess> servers = new HashMap<>();
    private static Books books;
    private static Purchases purchases;

    @BeforeAll
    static void start() {
        books = new Books(database("ordering"), database("inventory"), database("billing"), database(INTEGRATION));
        for (String service : SERVICES) {
            settings.put(
                    service,
                    Servers.settings(service, directory.resolve(service))
                            .with("commandery.%s.database.name".formatted(service), nameOfDatabase(service))
                            .with("commandery.integration.database.name", nameOfDatabase(INTEGRATION))
                            .deploying(TestEnvironment.archive(service)));
        }
        SERVICES.forEach(service -> servers.put(service, ServerProcess.start(settings.get(service))));
        purchases = new Purchases(
                servers.get("ordering").http(), servers.get("inventory").http());
        servers.values().forEach(ServerProcess::awaitReady);
        purchases.receiveTea();
    }

    @AfterAll
    static void stop() {
        purchases.close();
        servers.values().forEach(ServerProcess::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ordering", "inventory", "billing"})
    void everyPurchaseEndsRightAndExactlyOnceAlthoughAServerIsKilledInTheMiddle(String service) throws Exception {
        long before = books.confirmed();
        var load = purchases.begin(40);
        await().pollInterval(Duration.ofMillis(10)).until(() -> books.confirmed() > before);

        servers.get(service).kill();
        servers.put(service, ServerProcess.start(settings.get(service)).awaitReady());

        Purchases.finish(load);
        books.awaitRight(purchases);
    }

    @Test
    void whatNobodyKnowsIsPassedOverByAllServices() throws Exception {
        try (EventStore integration =
                PostgresEventStore.builder(books.integration()).build()) {
            integration.append(
                    "shipping/parcels/p-1",
                    ExpectedVersion.ANY,
                    List.of(
                            EventData.of("integration-event", """
                                    {"source": "shipping", "type": "parcel-lost", "data": {}}"""),
                            EventData.of("integration-event", """
                                    {"source": "shipping", "type": "order-placed", "data": {"parcel": 1}}"""),
                            EventData.of("memo", "{}")));
        }

        purchases.place(3);

        books.awaitRight(purchases);
    }

    @Test
    void aServiceKnowsNoOtherContext() {
        for (String service : SERVICES) {
            var contexts =
                    new ShopClient(servers.get(service).http()).json("api/").getJsonArray("contexts");
            assertThat(contexts)
                    .singleElement()
                    .satisfies(context ->
                            assertThat(context.asJsonObject().getString("name")).isEqualTo(service));
        }
    }

    private static DataSource database(String schema) {
        EmbeddedDatabase.shared().createDatabase(nameOfDatabase(schema));
        return Books.schema(EmbeddedDatabase.shared(), nameOfDatabase(schema), schema);
    }

    private static String nameOfDatabase(String schema) {
        return "it-services-" + schema;
    }
}
