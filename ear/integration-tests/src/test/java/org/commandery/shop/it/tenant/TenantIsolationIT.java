package org.commandery.shop.it.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.commandery.shop.it.ShopClient;
import org.commandery.shop.it.ShopClient.Answer;
import org.commandery.shop.it.Users;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody sees or changes anything of a tenant that is not its own. */
class TenantIsolationIT {

    private static final String ARCHIVE = "shop-monolith.ear";

    @TempDir
    private static Path directory;

    private static TenantServer server;
    private static String resolver = "header";

    @BeforeAll
    static void start() throws IOException {
        server = TenantServer.start("multi-tenant-shared", directory, UnaryOperator.identity());
        Users.ofApplications()
                .with("alice", "tenant:acme")
                .with("gina", "tenant:globex")
                .with("both", "tenant:acme,tenant:globex")
                .with("left", "tenant:initech")
                .with("gone", "tenant:hooli")
                .with("chief", "administrator")
                .with("keeper", "administrator,tenant:acme")
                .writeFor(server.management(), directory);
        for (String tenant : List.of("acme", "globex")) {
            server.add(tenant);
            server.awaitCommands(tenant);
            assertThat(server.placeOrder(tenant, "o-" + tenant).status()).isEqualTo(200);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The configuration is read when the archive is deployed. */
    private static void resolveBy(String name) {
        if (!resolver.equals(name)) {
            server.management().systemProperty("commandery.tenant.resolver", name);
            server.management().redeploy(ARCHIVE);
            resolver = name;
        }
    }

    private static Answer get(String user, String path, String... headers) {
        return server.shop().get(path, as(user, headers));
    }

    private static String[] as(String user, String... headers) {
        return Stream.concat(Stream.of("Authorization", Users.credentials(user)), Stream.of(headers))
                .toArray(String[]::new);
    }

    @Nested
    class WhereTheTenantIsThatOfTheCaller {

        @BeforeEach
        void resolve() {
            resolveBy("caller");
            server.awaitState("acme", "RUNNING", as("chief"));
            server.awaitState("globex", "RUNNING", as("chief"));
        }

        @Test
        void aCallerWithoutCredentialsIsAskedForThem() {
            Answer answer = server.shop().get("api/ordering/orders", "X-Tenant", "acme");
            answer.problem(401, "unauthenticated");
            assertThat(answer.header("WWW-Authenticate"))
                    .hasValueSatisfying(value -> assertThat(value).startsWith("Basic"));
            server.shop().get("api/tenants").problem(401, "unauthenticated");
            server.shop().send("PlaceOrder", ShopClient.order("o-1")).problem(401, "unauthenticated");
        }

        @Test
        void aWrongPasswordIsNoPassword() {
            assertThat(server.shop()
                            .get("api/ordering/orders", "Authorization", Users.credentials("alice", "wrong"))
                            .status())
                    .isEqualTo(401);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "api/ordering/orders",
                    "api/ordering/orders/o-globex",
                    "api/ordering/streams/order-o-globex",
                    "api/ordering/events",
                    "api/ordering/subscriptions",
                    "api/inventory/stock",
                    "api/billing/invoices",
                    "api/"
                })
        void aCallerReadsNothingOfAnotherTenantByNamingIt(String path) {
            get("alice", path, "X-Tenant", "globex").problem(403, "forbidden");
            assertThat(get("alice", path, "X-Tenant", "acme").status()).isIn(200, 404);
        }

        @ParameterizedTest
        @ValueSource(strings = {"globex", "GLOBEX", "acme,globex", "acme globex", "../globex", "*", "tenant:globex"})
        void noWritingOfTheHeaderLeadsOutOfTheOwnTenant(String header) {
            get("alice", "api/ordering/orders/o-globex", "X-Tenant", header).problem(403, "forbidden");
        }

        @Test
        void aSecondHeaderLeadsNowhereElse() {
            get("alice", "api/ordering/orders/o-globex", "X-Tenant", "acme", "X-Tenant", "globex")
                    .problem(404, "not-found");
        }

        @Test
        void aCallerSeesItsOwnTenantAndNothingOfOthersWithoutNamingIt() {
            assertThat(get("alice", "api/ordering/orders/o-acme").status()).isEqualTo(200);
            assertThat(get("alice", "api/ordering/streams/order-o-acme").status())
                    .isEqualTo(200);
            get("alice", "api/ordering/orders/o-globex").problem(404, "not-found");
            get("alice", "api/ordering/streams/order-o-globex").problem(404, "not-found");
            assertThat(get("alice", "api/ordering/orders").body())
                    .contains("o-acme")
                    .doesNotContain("globex");
            assertThat(get("alice", "api/ordering/events").body())
                    .contains("o-acme")
                    .doesNotContain("globex");
        }

        @Test
        void aCallerChangesNothingOfAnotherTenant() {
            server.shop()
                    .send("PlaceOrder", ShopClient.order("o-intruder"), as("alice", "X-Tenant", "globex"))
                    .problem(403, "forbidden");
            server.shop()
                    .send("CancelOrder", ShopClient.cancellation("o-globex"), as("alice", "X-Tenant", "globex"))
                    .problem(403, "forbidden");
            server.shop()
                    .send("CancelOrder", ShopClient.cancellation("o-globex"), as("alice"))
                    .problem(422, "command-rejected");
            assertThat(server.number("SELECT count(*) FROM globex.streams WHERE stream = 'order-o-intruder'"))
                    .isZero();
            assertThat(server.number("SELECT count(*) FROM globex.events WHERE data::text LIKE '%too late%'"))
                    .isZero();
        }

        @Test
        void callersOfBothTenantsAtOnceWriteEachTheirOwn() throws Exception {
            List<String> users = List.of("alice", "gina");
            List<Future<Answer>> answers = new ArrayList<>();
            ExecutorService clients = Executors.newFixedThreadPool(8);
            for (int n = 0; n < 200; n++) {
                String user = users.get(n % 2);
                String order = ShopClient.order("mine-%s-%d".formatted(user, n));
                answers.add(
                        clients.submit(() -> server.shop().send("PlaceOrder", order, as(user, "Prefer", "wait=30"))));
            }
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
            clients.shutdown();
            for (String count : List.of(
                    "SELECT count(*) FROM \"%s\".orders WHERE order_id LIKE 'mine-%s-%%'",
                    "SELECT count(*) FROM \"%s\".streams WHERE stream LIKE 'order-mine-%s-%%'")) {
                assertThat(server.number(count.formatted("acme", "alice"))).isEqualTo(100);
                assertThat(server.number(count.formatted("globex", "gina"))).isEqualTo(100);
                assertThat(server.number(count.formatted("acme", "gina"))).isZero();
                assertThat(server.number(count.formatted("globex", "alice"))).isZero();
            }
        }

        @Test
        void aCallerOfTwoTenantsChoosesByTheHeader() {
            assertThat(get("both", "api/ordering/orders/o-acme", "X-Tenant", "acme")
                            .status())
                    .isEqualTo(200);
            assertThat(get("both", "api/ordering/orders/o-globex", "X-Tenant", "globex")
                            .status())
                    .isEqualTo(200);
            get("both", "api/ordering/orders").problem(400, "tenant-missing");
        }

        @Test
        void theOwnTenantThatIsNotThereIsNotFound() {
            get("left", "api/ordering/orders", "X-Tenant", "initech").problem(404, "not-found");
        }

        @Test
        void aCallerWhoseTenantHasGoneIsToldSoWithoutNamingIt() {
            get("gone", "api/ordering/orders").problem(400, "tenant-missing");
            server.add("hooli");
            server.awaitState("hooli", "RUNNING", as("chief"));
            assertThat(get("gone", "api/ordering/orders").status()).isEqualTo(200);

            server.management().removeDatasource("hooli");

            await().untilAsserted(() -> get("gone", "api/ordering/orders").problem(404, "not-found"));
        }

        @Test
        void onlyAdministratorsSeeWhichTenantsThereAre() {
            get("alice", "api/tenants").problem(403, "forbidden");
            assertThat(get("chief", "api/tenants")
                            .json()
                            .getJsonArray("tenants")
                            .getValuesAs(JsonObject.class))
                    .extracting(one -> one.getString("tenant"))
                    .contains("acme", "globex");
        }

        @Test
        void onlyAdministratorsForgetDataSubjectsAndOnlyThoseOfTheirTenant() {
            placeFor("alice", "o-forget-acme");
            placeFor("gina", "o-forget-globex");
            String subject = "api/ordering/subjects/c-1";
            server.shop()
                    .request("DELETE", subject + "?reason=asked", null, as("alice"))
                    .problem(403, "forbidden");
            get("alice", subject).problem(403, "forbidden");

            Answer forgotten = server.shop().request("DELETE", subject + "?reason=asked", null, as("keeper"));

            assertThat(forgotten.status()).as(forgotten.body()).isEqualTo(200);
            assertThat(forgotten.json().getString("forgottenBy")).isEqualTo("keeper");
            await().untilAsserted(() -> assertThat(
                            get("alice", "api/ordering/orders/o-forget-acme").json())
                    .doesNotContainKey("customerName"));
            assertThat(get("gina", "api/ordering/orders/o-forget-globex").json().getString("customerName"))
                    .isEqualTo("Ada");
        }

        private void placeFor(String user, String orderId) {
            Answer placed = server.shop().send("PlaceOrder", """
                    {"orderId": "%s", "lines": [{"product": "tea", "quantity": 2, "price": 3.50}],
                     "customer": {"customerId": "c-1", "name": "Ada"}}""".formatted(orderId), as(user, "Prefer", "wait=30"));
            assertThat(placed.status()).as(placed.body()).isEqualTo(200);
        }

        @Test
        void onlyAdministratorsDeleteStreamsAndOnlyThoseOfTheirTenant() {
            Answer placed =
                    server.shop().send("PlaceOrder", ShopClient.order("o-old"), as("alice", "Prefer", "wait=30"));
            assertThat(placed.status()).as(placed.body()).isEqualTo(200);
            String stream = "api/ordering/streams/order-o-old";
            // There is no stock: the purchase ends by cancelling the order, and the stream stays as it is then.
            await().untilAsserted(() -> assertThat(get("alice", stream).json().getJsonArray("events"))
                    .hasSize(2));
            server.shop().request("DELETE", stream, null, as("alice")).problem(403, "forbidden");
            server.shop()
                    .request("DELETE", "api/ordering/streams/order-o-globex", null, as("keeper"))
                    .problem(404, "not-found");
            JsonObject refusal = server.shop()
                    .request("DELETE", stream, null, as("keeper", "If-Match", "\"7\""))
                    .problem(412, "precondition-failed");
            assertThat(refusal.getInt("actualVersion")).isEqualTo(2);

            assertThat(server.shop()
                            .request("DELETE", stream, null, as("keeper", "If-Match", "\"2\""))
                            .status())
                    .isEqualTo(204);

            get("alice", stream).problem(410, "stream-deleted");
            server.shop().request("DELETE", stream, null, as("keeper")).problem(410, "stream-deleted");
            server.shop()
                    .send("CancelOrder", ShopClient.cancellation("o-old"), as("alice"))
                    .problem(410, "stream-deleted");
            assertThat(get("alice", "api/ordering/events?stream=order-o-old")
                            .json()
                            .getJsonArray("events"))
                    .hasSize(2);
            JsonObject listed = get("alice", "api/ordering/streams?search=order-o-old")
                    .json()
                    .getJsonArray("streams")
                    .getJsonObject(0);
            assertThat(listed.isNull("deletedAt")).isFalse();
        }

        @Test
        void anAdministratorIsOfNoTenant() {
            get("chief", "api/ordering/orders").problem(400, "tenant-missing");
            get("chief", "api/ordering/orders", "X-Tenant", "acme").problem(403, "forbidden");
        }
    }

    @Nested
    class WhereTheTenantIsThatOfTheHost {

        @BeforeEach
        void resolve() {
            resolveBy("host");
            server.awaitState("acme", "RUNNING");
            server.awaitState("globex", "RUNNING");
        }

        @Test
        void theFirstLabelOfTheHostIsTheTenant() throws IOException {
            assertThat(getAt("acme.shop.example", "/api/ordering/orders/o-acme"))
                    .startsWith("HTTP/1.1 200");
            assertThat(getAt("globex.shop.example:8080", "/api/ordering/orders/o-globex"))
                    .startsWith("HTTP/1.1 200");
            assertThat(getAt("acme.shop.example", "/api/ordering/orders/o-globex"))
                    .startsWith("HTTP/1.1 404");
            assertThat(getAt("nobody.shop.example", "/api/ordering/orders")).startsWith("HTTP/1.1 404");
        }

        @Test
        void anAddressOrAHostWithoutADotIsNoTenant() throws IOException {
            assertThat(getAt("127.0.0.1", "/api/ordering/orders")).startsWith("HTTP/1.1 400");
            assertThat(getAt("acme", "/api/ordering/orders")).startsWith("HTTP/1.1 400");
        }

        @Test
        void theHeaderCountsForNothing() {
            server.shop().get("api/ordering/orders", "X-Tenant", "acme").problem(400, "tenant-missing");
        }

        /** By hand: Java's clients write the header {@code Host} themselves. */
        private static String getAt(String host, String path) throws IOException {
            URI http = server.process().http();
            try (Socket socket = new Socket(http.getHost(), http.getPort())) {
                String request = "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}
