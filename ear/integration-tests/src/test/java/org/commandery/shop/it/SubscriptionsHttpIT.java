package org.commandery.shop.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.commandery.shop.it.ShopClient.newOrderId;
import static org.commandery.shop.it.ShopClient.order;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.commandery.shop.it.ShopClient.Answer;
import org.commandery.shop.it.parcels.ParcelsRouter;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers are looked at and operated, their dead letters are retried and given up, and queries wait for a position, on a server. */
@ArquillianTest
class SubscriptionsHttpIT {

    private static final String EAR = "shop-ordering.ear";
    private static final String CLERK = "api/parcels/subscriptions/clerk";
    private static final String LETTERS = CLERK + "/dead-letters";
    private static final List<String> OPERATIONS =
            List.of("pause", "resume", "reset", "move", "rebuild", "dead-letters/retry");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String BINDING = """
            <jboss:ejb-jar xmlns:jboss="urn:jboss:jakarta:1.0" xmlns="https://jakarta.ee/xml/ns/jakartaee"
                           xmlns:r="urn:resource-adapter-binding:2.0" version="4.0">
              <assembly-descriptor>
                <r:resource-adapter-binding>
                  <ejb-name>*</ejb-name>
                  <r:resource-adapter-name>#commandery-connector.rar</r:resource-adapter-name>
                </r:resource-adapter-binding>
              </assembly-descriptor>
            </jboss:ejb-jar>
            """;

    @ArquillianResource
    private URI server;

    private ShopClient shop;
    private String parcel;

    @Deployment(testable = false)
    static EnterpriseArchive shop() {
        JavaArchive parcels = ShrinkWrap.create(JavaArchive.class, "parcels.jar")
                .addPackage(ParcelsRouter.class.getPackage())
                .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsManifestResource(new StringAsset(BINDING), "jboss-ejb3.xml")
                .addAsManifestResource(
                        new StringAsset("commandery.context.parcels.application=ordering"),
                        "microprofile-config.properties");
        return Archives.orderingWith(parcels);
    }

    @BeforeAll
    static void writeUsers() throws IOException {
        Users.ofApplications().with("ada", "administrator").with("eve", "poet").writeForTests();
    }

    @BeforeEach
    void chooseAParcel() {
        shop = new ShopClient(server);
        parcel = UUID.randomUUID().toString();
    }

    @AfterEach
    void cleanUp() {
        done("POST", CLERK + "/resume");
        desk(parcel + "/accepted");
        desk("open");
        assertThat(operate("DELETE", LETTERS + "?all=true").status()).isEqualTo(200);
    }

    @Test
    void aPausedHandlerHandlesNothingUntilItIsResumed() {
        assertThat(send("POST", CLERK + "/pause", "{\"reason\": \"the printer burns\"}")
                        .status())
                .isEqualTo(204);

        JsonObject paused = shop.json(CLERK);
        assertThat(paused.getString("name")).isEqualTo("parcels.clerk");
        assertThat(paused.getString("state")).isEqualTo("PAUSED");
        assertThat(paused.getString("paused")).isEqualTo("the printer burns");
        assertThat(paused.get("failure")).isEqualTo(JsonValue.NULL);
        String position = stamp();
        shop.get("api/parcels/desk/" + parcel, "If-Position", position, "Prefer", "wait=1")
                .problem(503, "consistency-timeout");
        assertThat(seen()).isEqualTo("[]");

        done("POST", CLERK + "/resume");
        assertThat(shop.get("api/parcels/desk/" + parcel, "If-Position", position, "Prefer", "wait=30")
                        .body())
                .isEqualTo("[1]");
        assertThat(shop.json(CLERK).get("paused")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void aHandlerWhoseDeliveryIsStoppedFromTheConsoleIsShownAsPausedUntilItIsStarted() {
        URI console = URI.create("http://127.0.0.1:" + Integer.getInteger("test.management.port"));
        try (Management management = new Management(console)) {
            management.delivery(EAR, "parcels.jar", "Clerk", "stop-delivery");
            try {
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(shop.json(CLERK).get("paused")).isNotEqualTo(JsonValue.NULL));
                JsonObject stopped = shop.json(CLERK);
                assertThat(stopped.getString("paused")).contains("its delivery is stopped on");
                assertThat(stopped.getString("state")).isEqualTo("PAUSED");
                assertThat(stopped.getString("consistency")).isEqualTo("STRONG");
                assertThat(stopped.getJsonArray("segments").getValuesAs(JsonObject.class))
                        .hasSize(2)
                        .allSatisfy(segment ->
                                assertThat(segment.getString("state")).isEqualTo("PAUSED"));
                assertThat(shop.json("api/parcels/subscriptions").getJsonArray("subscriptions"))
                        .singleElement()
                        .isEqualTo(shop.json(CLERK));
                stamp();
                assertThat(seen()).isEqualTo("[]");
            } finally {
                management.delivery(EAR, "parcels.jar", "Clerk", "start-delivery");
            }
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(seen()).isEqualTo("[1]"));
        assertThat(shop.json(CLERK).get("paused")).isEqualTo(JsonValue.NULL);
        assertThat(shop.json(CLERK).getString("state")).isIn("LIVE", "CATCHING_UP");
    }

    @Test
    void whoGivesNoReasonIsTheReason() {
        done("POST", CLERK + "/pause");

        assertThat(shop.json(CLERK).getString("paused")).isEqualTo("paused over HTTP by ada");
    }

    @Test
    void aSubscriptionIsShownWithItsSegmentsAndInTheListOfItsContext() {
        waitUntilHandled(stamp());

        JsonObject clerk = shop.json(CLERK);
        assertThat(clerk.getString("consistency")).isEqualTo("STRONG");
        assertThat(clerk.getInt("deadLetters")).isZero();
        assertThat(clerk.getJsonArray("segments").getValuesAs(JsonObject.class))
                .hasSize(2)
                .extracting(segment -> segment.getInt("number"))
                .containsExactly(0, 1);
        assertThat(shop.json("api/parcels/subscriptions").getJsonArray("subscriptions"))
                .singleElement()
                .satisfies(only ->
                        assertThat(only.asJsonObject().getString("name")).isEqualTo("parcels.clerk"));
        assertThat(shop.json("api/ordering/subscriptions/orders").getString("name"))
                .isEqualTo("ordering.orders");
    }

    @Test
    void whatIsPutAsideIsShownAndRetriedInOrder() {
        desk(parcel + "/refused");
        String first = stamp();
        String second = stamp();
        waitUntilHandled(second);

        List<JsonObject> letters = letters();
        assertThat(letters).hasSize(2);
        JsonObject refused = letters.get(0);
        assertThat(refused.getJsonNumber("position").longValue()).isEqualTo(Long.parseLong(first));
        assertThat(refused.getString("key")).isEqualTo("parcel-" + parcel);
        assertThat(refused.getString("error"))
                .contains("IllegalArgumentException", "parcel '%s' ticks".formatted(parcel));
        assertThat(refused.getInt("attempts")).isEqualTo(1);
        assertThat(refused.getBoolean("retrying")).isFalse();
        assertThat(refused.getString("parkedAt")).isNotBlank();
        JsonObject event = refused.getJsonObject("event");
        assertThat(event.getString("type")).isEqualTo("parcel-stamped");
        assertThat(event.getString("stream")).isEqualTo("parcel-" + parcel);
        assertThat(event.getInt("version")).isEqualTo(1);
        assertThat(event.getJsonObject("data").getString("id")).isEqualTo(parcel);
        JsonObject behind = letters.get(1);
        assertThat(behind.get("error")).isEqualTo(JsonValue.NULL);
        assertThat(behind.getInt("attempts")).isZero();
        assertThat(shop.json(CLERK).getInt("deadLetters")).isEqualTo(2);

        desk(parcel + "/accepted");
        Answer retried = operate("POST", LETTERS + "/retry?key=parcel-" + parcel);
        assertThat(retried.status()).isEqualTo(202);
        assertThat(retried.json().getInt("deadLetters")).isEqualTo(2);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(seen()).isEqualTo("[1,2]"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(letters()).isEmpty());
    }

    @Test
    void whatFailsAgainStaysAndSaysHowOften() {
        desk(parcel + "/refused");
        waitUntilHandled(stamp());

        assertThat(operate("POST", LETTERS + "/retry").status()).isEqualTo(202);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(letters()).singleElement().satisfies(letter -> {
                    assertThat(letter.getInt("attempts")).isEqualTo(2);
                    assertThat(letter.getBoolean("retrying")).isFalse();
                }));
    }

    @Test
    void deadLettersAreShownAPageAtATime() {
        desk(parcel + "/refused");
        String first = stamp();
        waitUntilHandled(stamp());

        JsonObject page = operate("GET", LETTERS + "?limit=1").json();
        assertThat(page.getJsonArray("deadLetters")).hasSize(1);
        JsonObject next = operate("GET", page.getString("next")).json();
        assertThat(next.getJsonArray("deadLetters")).hasSize(1);
        assertThat(next.getJsonArray("deadLetters")
                        .getJsonObject(0)
                        .getJsonNumber("position")
                        .longValue())
                .isGreaterThan(Long.parseLong(first));
        assertThat(operate("GET", next.getString("next")).json().getJsonArray("deadLetters"))
                .isEmpty();
    }

    @Test
    void whatIsGivenUpIsNeverHandled() {
        desk(parcel + "/refused");
        String first = stamp();
        stamp();
        String third = stamp();
        waitUntilHandled(third);

        done("DELETE", LETTERS + "/" + first);
        assertThat(letters()).hasSize(2);
        operate("DELETE", LETTERS + "/" + first).problem(404, "not-found");
        operate("DELETE", LETTERS).problem(400, "malformed-request");
        operate("DELETE", LETTERS + "?all=true&key=x").problem(400, "malformed-request");
        assertThat(operate("DELETE", LETTERS + "?key=another").json().getInt("deadLetters"))
                .isZero();
        assertThat(operate("DELETE", LETTERS + "?key=parcel-" + parcel).json().getInt("deadLetters"))
                .isEqualTo(2);
        assertThat(letters()).isEmpty();

        desk(parcel + "/accepted");
        waitUntilHandled(stamp());
        assertThat(seen()).isEqualTo("[4]");
    }

    @Test
    void aResetAsksTheHandlerBeginsAnewAndDropsDeadLetters() {
        desk(parcel + "/refused");
        waitUntilHandled(stamp());
        assertThat(letters()).hasSize(1);
        desk(parcel + "/accepted");

        done("POST", CLERK + "/reset");

        assertThat(letters()).isEmpty();
        waitUntilHandled(stamp());
        assertThat(seen()).isEqualTo("[1,2]");
    }

    @Test
    void aHandlerThatFailsBeforeItsResetStaysWhereItIs() {
        waitUntilHandled(stamp());
        desk("closed");

        assertThat(operate("POST", CLERK + "/reset")
                        .problem(500, "internal-error")
                        .getString("errorId"))
                .isNotBlank();

        waitUntilHandled(stamp());
        assertThat(seen()).isEqualTo("[1,2]");
    }

    @Test
    void aHandlerThatIsMovedBackHandlesEventsAgain() {
        String first = stamp();
        waitUntilHandled(first);

        assertThat(send("POST", CLERK + "/move", "{\"position\": %d}".formatted(Long.parseLong(first) - 1))
                        .status())
                .isEqualTo(204);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(seen()).isEqualTo("[1,1]"));
    }

    @Test
    void aHandlerThatNamesNoTablesIsNotRebuilt() {
        JsonObject problem = operate("POST", CLERK + "/rebuild").problem(409, "cannot-rebuild");

        assertThat(problem.getString("detail")).contains("parcels.clerk", "tables");
        operate("DELETE", CLERK + "/rebuild").problem(404, "not-found");
        assertThat(shop.json(CLERK).get("rebuild")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void anOrderIsThereForWhoAsksWithThePositionOfItsCommand() {
        for (int i = 0; i < 20; i++) {
            String id = newOrderId();
            Answer sent = shop.sent("PlaceOrder", order(id));
            String position = sent.header("X-Position").orElseThrow();
            assertThat(sent.json().getJsonNumber("position").longValue()).isEqualTo(Long.parseLong(position));

            Answer asked = i % 2 == 0
                    ? shop.get("api/ordering/orders/" + id, "If-Position", position)
                    : shop.get("api/ordering/orders/" + id + "?wait-for-position=" + position);
            assertThat(asked.status()).as(asked.body()).isEqualTo(200);
        }
    }

    @Test
    void anAnswerWithoutABodyHasThePositionToo() {
        Answer minimal = shop.send("PlaceOrder", order(newOrderId()), "Prefer", "return=minimal");

        assertThat(minimal.status()).isEqualTo(204);
        assertThat(minimal.header("X-Position").orElseThrow()).containsOnlyDigits();
    }

    @Test
    void aQueryWaitsForTheHandlersOfItsContextOrThoseThatItNames() {
        done("POST", CLERK + "/pause");
        String position = stamp();

        shop.get("api/parcels/desk/" + parcel, "If-Position", position, "Prefer", "wait=0")
                .problem(503, "consistency-timeout");
        shop.get("api/ordering/orders", "If-Position", position, "Prefer", "wait=1", "X-Wait-For", "parcels.clerk")
                .problem(503, "consistency-timeout");
        assertThat(shop.get("api/ordering/orders?limit=1", "If-Position", position)
                        .status())
                .isEqualTo(200);
        assertThat(shop.get("api/parcels/desk/" + parcel, "If-Position", position, "X-Wait-For", "ordering.orders")
                        .status())
                .isEqualTo(200);
        JsonObject unknown = shop.get("api/ordering/orders", "If-Position", position, "X-Wait-For", "parcels.nobody")
                .problem(400, "unknown-handler");
        assertThat(unknown.getJsonArray("handlers").getString(0)).isEqualTo("parcels.nobody");
        Answer late = shop.get("api/parcels/desk/" + parcel, "If-Position", position, "Prefer", "wait=0");
        assertThat(late.header("Retry-After")).isPresent();
        assertThat(late.json().getJsonNumber("position").longValue()).isEqualTo(Long.parseLong(position));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "ten", "1.5", "\"3\"", "1,,2"})
    void aMalformedPositionIsRefused(String position) {
        JsonObject problem =
                shop.get("api/ordering/orders", "If-Position", position).problem(400, "malformed-request");

        assertThat(problem.getString("detail")).contains("If-Position");
        shop.get("api/ordering/orders?wait-for-position=ten").problem(400, "malformed-request");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pause | {          | malformed-request",
                "pause | []         | malformed-request",
                "pause | {'reason': 5}         | malformed-request",
                "pause | {'raeson': 'why'}     | malformed-request",
                "pause | {'reason': ' '}       | constraint-broken",
                "pause | {'reason': 'a\\u0000'} | constraint-broken",
                "move  | {}                    | malformed-request",
                "move  | ''                    | malformed-request",
                "move  | {'position': 'x'}     | malformed-request",
                "move  | {'position': 1.5}     | malformed-request",
                "move  | {'position': -1}      | constraint-broken",
                "move  | {'position': 99999999999999999999} | constraint-broken"
            })
    void aBodyThatCannotBeIsRefusedAndChangesNothing(String operation, String body, String kind) {
        waitUntilHandled(stamp());

        send("POST", CLERK + "/" + operation, body.replace('\'', '"')).problem(400, kind);

        assertThat(shop.json(CLERK).get("paused")).isEqualTo(JsonValue.NULL);
        waitUntilHandled(stamp());
        assertThat(seen()).isEqualTo("[1,2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "move"})
    void aBodyThatIsNotJsonIsNotSupported(String operation) {
        shop.request(
                        "POST",
                        CLERK + "/" + operation,
                        "{}",
                        "Authorization",
                        Users.credentials("ada"),
                        "Content-Type",
                        "text/plain")
                .problem(415, "unsupported-media-type");
        assertThat(shop.json(CLERK).get("paused")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void aHandlerThatIsNotThereIsNotFound() {
        shop.get("api/parcels/subscriptions/nobody").problem(404, "not-found");
        shop.get("api/nowhere/subscriptions/clerk").problem(404, "not-found");
        for (String operation : OPERATIONS) {
            send("POST", "api/parcels/subscriptions/nobody/" + operation, "{}").problem(404, "not-found");
        }
        operate("GET", "api/parcels/subscriptions/nobody/dead-letters").problem(404, "not-found");
        operate("DELETE", "api/parcels/subscriptions/nobody/dead-letters?all=true")
                .problem(404, "not-found");
        operate("DELETE", LETTERS + "/99999999").problem(404, "not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "?limit=0,    constraint-broken",
        "?limit=101,  constraint-broken",
        "?limit=ten,  malformed-request",
        "?after=-1,   constraint-broken",
        "?after=1.5,  malformed-request"
    })
    void aPageOfDeadLettersThatCannotBeIsRefused(String query, String kind) {
        operate("GET", LETTERS + query).problem(400, kind);
    }

    @Test
    void onlyAdministratorsOperateHandlersAndSeeDeadLetters() {
        for (String[] caller : List.of(new String[0], new String[] {"Authorization", Users.credentials("eve")})) {
            for (String operation : OPERATIONS) {
                shop.request("POST", CLERK + "/" + operation, "{}", json(caller))
                        .problem(403, "forbidden");
            }
            shop.get(LETTERS, caller).problem(403, "forbidden");
            shop.request("DELETE", LETTERS + "?all=true", null, caller).problem(403, "forbidden");
            shop.request("DELETE", LETTERS + "/1", null, caller).problem(403, "forbidden");
            assertThat(shop.get(CLERK, caller).status()).isEqualTo(200);
        }
        assertThat(shop.json(CLERK).get("paused")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void aPageOfAnotherSiteDoesNotOperateHandlersInAnAdministratorsName() {
        shop.request(
                        "POST",
                        CLERK + "/resume",
                        null,
                        "Authorization",
                        Users.credentials("ada"),
                        "Sec-Fetch-Site",
                        "cross-site")
                .problem(403, "forbidden");
    }

    private String stamp() {
        Answer sent = shop.request(
                "POST",
                "api/parcels/commands/StampParcel",
                "{\"id\": \"%s\"}".formatted(parcel),
                "Content-Type",
                "application/json");
        assertThat(sent.status()).as(sent.body()).isEqualTo(200);
        return sent.header("X-Position").orElseThrow();
    }

    private void waitUntilHandled(String position) {
        Answer answer = shop.get("api/parcels/desk/" + parcel, "If-Position", position, "Prefer", "wait=30");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private String seen() {
        return shop.get("api/parcels/desk/" + parcel).body();
    }

    private void desk(String path) {
        assertThat(shop.request("POST", "api/parcels/desk/" + path, null).status())
                .isEqualTo(204);
    }

    private List<JsonObject> letters() {
        return operate("GET", LETTERS).json().getJsonArray("deadLetters").getValuesAs(JsonObject.class);
    }

    private void done(String method, String path) {
        Answer answer = operate(method, path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    }

    private Answer operate(String method, String path, String... headers) {
        String[] all = Stream.concat(Stream.of("Authorization", Users.credentials("ada")), Stream.of(headers))
                .toArray(String[]::new);
        return shop.request(method, path, null, all);
    }

    private Answer send(String method, String path, String body) {
        return shop.request(method, path, body, json("Authorization", Users.credentials("ada")));
    }

    private static String[] json(String... headers) {
        return Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers))
                .toArray(String[]::new);
    }
}
