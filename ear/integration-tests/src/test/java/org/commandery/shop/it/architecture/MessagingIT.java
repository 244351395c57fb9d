package org.commandery.shop.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.launcher.ServerNotStarted;
import org.commandery.launcher.ServerProcess;
import org.commandery.launcher.ServerSettings;
import org.commandery.shop.it.ShopClient;
import org.commandery.shop.it.TestEnvironment;
import org.commandery.shop.it.architecture.beans.Post;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Architecture {@code microservices-messaging}: a server with an EAR and a database for each context, no database in which they meet, and a topic between
 * them. Its broker is in the server of ordering.
 */
class MessagingIT {

    private static final List<String> SERVICES = List.of("ordering", "inventory", "billing");
    private static final String INTEGRATION = "integration";

    private static final String FORGET_WHAT_WAS_SENT = """
            DELETE FROM checkpoints WHERE subscription = ?
            """;

    @TempDir
    private static Path directory;

    private static final Map<String, ServerSettings> settings = new HashMap<>();
    private static final Map<String, ServerProcess> servers = new HashMap<>();
    private static Purchases purchases;

    @BeforeAll
    static void start() {
        for (String service : SERVICES) {
            EmbeddedDatabase.shared().createDatabase(nameOfDatabase(service));
            settings.put(service, settings(service, directory.resolve(service)));
        }
        settings.compute("ordering", (name, broker) -> broker.deploying(post()));
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
        long before = books("ordering").confirmed();
        var load = purchases.begin(40);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> books("ordering").confirmed() > before);

        servers.get(service).kill();
        servers.put(service, ServerProcess.start(settings.get(service)).awaitReady());

        Purchases.finish(load);
        awaitRightInAllStores();
    }

    @Test
    void whatIsSentAgainIsStoredOnce() throws Exception {
        purchases.place(6);
        awaitRightInAllStores();
        servers.get("ordering").stop();
        forgetWhatWasSent("ordering");

        servers.put("ordering", ServerProcess.start(settings.get("ordering")).awaitReady());

        // In the order of sending: what comes after was sent after all that was sent again.
        purchases.place(3);
        awaitRightInAllStores();
    }

    @Test
    void aMessageOfAnotherProgramIsStoredOnceByAllServicesAndOneThatIsNoEventIsPassedOver() throws Exception {
        String id = UUID.randomUUID().toString();

        send("this is no JSON", "eventId=%s&stream=s&source=shipping&type=lost".formatted(UUID.randomUUID()));
        send("{}", "source=shipping");
        send("{}", "eventId=%s&stream=$all&source=shipping&type=lost".formatted(UUID.randomUUID()));
        send("{\"parcel\": 1}", "eventId=%s&stream=shipping/p-1&source=shipping&type=lost".formatted(id));
        send("{\"parcel\": 2}", "eventId=%s&stream=shipping/p-1&source=shipping&type=lost".formatted(id));

        purchases.place(3);
        awaitRightInAllStores();
        for (String service : SERVICES) {
            Map<String, String> told = Books.told(integration(service));
            assertThat(told).containsKey(id);
            assertThat(told.values().stream().filter(event -> event.contains("shipping")))
                    .singleElement()
                    .asString()
                    .startsWith("shipping/p-1 1 ")
                    .contains("\"parcel\":1");
        }
    }

    @Test
    void aServiceShowsHowFarItsMessagesAre() {
        for (String service : SERVICES) {
            assertThat(new ShopClient(servers.get(service).http())
                            .get("api/%s/subscriptions".formatted(service))
                            .body())
                    .contains("\"%s.messaging\"".formatted(service));
            assertThat(new ShopClient(servers.get(service).management())
                            .get("prometheus")
                            .body())
                    .containsPattern(
                            "commandery_handler_seconds_count\\{[^}]*context=\"%s\"[^}]*handler=\"messaging\"[^}]*outcome=\"handled\""
                                    .formatted(service))
                    .containsPattern("commandery_handler_lag\\{[^}]*context=\"%s\"[^}]*handler=\"messaging\""
                            .formatted(service));
        }
    }

    /** On a server without messaging, so that what the deployment is told comes from the test alone. */
    @Test
    void aTopicThatTheServerDoesNotHaveAndSomethingElseThanATopicFailTheDeployment(@TempDir Path own) {
        try (var server = RefusingServer.start(Servers.settings("billing", own, "it-messaging-refused"))) {
            server.assertRefuses(
                    TestEnvironment.archive("billing"),
                    Map.of("commandery.messaging.destination", "java:/jms/topic/nowhere"),
                    "commandery.messaging.destination",
                    "java:/jms/topic/nowhere");
            server.assertRefuses(
                    TestEnvironment.archive("billing"),
                    Map.of("commandery.messaging.destination", "java:jboss/datasources/billing"),
                    "commandery.messaging.destination",
                    "java:jboss/datasources/billing is no Topic");
        }
    }

    @Test
    void messagingTogetherWithTenantsFailsTheDeployment(@TempDir Path own) {
        ServerSettings wrong = Servers.settings("multi-tenant", own, "it-messaging-refused")
                .with("commandery.messaging.destination", "java:/jms/topic/integration")
                .deploying(TestEnvironment.application());
        try (var server = ServerProcess.start(wrong)) {
            assertThatExceptionOfType(ServerNotStarted.class)
                    .isThrownBy(server::awaitReady)
                    .withMessageContainingAll("commandery.messaging.destination", "each tenant");
        }
    }

    @Test
    void aPooledConnectionFactoryFailsTheDeployment(@TempDir Path own) {
        ServerSettings settings = Servers.settings("billing-messaging", own)
                .with("commandery.billing.database.name", nameOfDatabase("billing"))
                .with("commandery.integration.database.name", nameOfDatabase("billing"));
        try (var server = RefusingServer.start(settings)) {
            ModelNode pooled = Operations.createAddOperation(
                    Operations.createAddress("subsystem", "messaging-activemq", "pooled-connection-factory", "pooled"));
            pooled.get("connectors").add("messaging");
            pooled.get("entries").add("java:/pooled");
            server.management().execute(pooled);

            server.assertRefuses(
                    TestEnvironment.archive("billing"),
                    Map.of("commandery.messaging.connection-factory", "java:/pooled"),
                    "commandery.messaging.connection-factory",
                    "java:/pooled gives no sessions with transactions of their own");
        }
    }

    /** All that is told is in the store of each service, exactly once, and the same everywhere: id, stream, place in it, data and causes. */
    private static void awaitRightInAllStores() throws SQLException {
        for (String service : SERVICES) {
            books(service).awaitRight(purchases);
        }
        for (String service : SERVICES) {
            assertThat(Books.told(integration(service))).as(service).isEqualTo(Books.told(integration("ordering")));
        }
    }

    private static void forgetWhatWasSent(String service) throws SQLException {
        try (var connection = integration(service).getConnection();
                var delete = connection.prepareStatement(FORGET_WHAT_WAS_SENT)) {
            delete.setString(1, service + ".messaging");
            assertThat(delete.executeUpdate()).isOne();
        }
    }

    private static void send(String body, String properties) {
        var answer = new ShopClient(servers.get("ordering").http()).request("POST", "post/?" + properties, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static Path post() {
        Path archive = directory.resolve("post.war");
        ShrinkWrap.create(WebArchive.class)
                .addClass(Post.class)
                .as(ZipExporter.class)
                .exportTo(archive.toFile());
        return archive;
    }

    private static ServerSettings settings(String service, Path own) {
        ServerSettings broker = settings.get("ordering");
        ServerSettings server = Servers.settings(service + "-messaging", own)
                .with("commandery.%s.database.name".formatted(service), nameOfDatabase(service))
                .with("commandery.integration.database.name", nameOfDatabase(service))
                .deploying(TestEnvironment.archive(service));
        return broker == null
                ? server
                : server.with("commandery.messaging.port", broker.ports().messaging());
    }

    /** The books with what one service knows of the integration events. */
    private static Books books(String service) {
        return new Books(own("ordering"), own("inventory"), own("billing"), integration(service));
    }

    private static DataSource own(String service) {
        return Books.schema(EmbeddedDatabase.shared(), nameOfDatabase(service), service);
    }

    private static DataSource integration(String service) {
        return Books.schema(EmbeddedDatabase.shared(), nameOfDatabase(service), INTEGRATION);
    }

    private static String nameOfDatabase(String service) {
        return "it-messaging-" + service;
    }
}
