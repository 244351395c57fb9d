package org.commandery.shop.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commandery.shop.it.ShopClient.cancellation;
import static org.commandery.shop.it.ShopClient.confirmation;
import static org.commandery.shop.it.ShopClient.newOrderId;
import static org.commandery.shop.it.ShopClient.order;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.commandery.shop.it.ShopClient.Answer;
import org.commandery.shop.it.contested.ContestedRouter;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong is answered with a problem as RFC 9457 describes it, and changes nothing. */
@ArquillianTest
class ProblemsHttpIT {

    @ArquillianResource
    private URI server;

    private ShopClient shop;

    @Deployment(testable = false)
    static EnterpriseArchive shop() {
        JavaArchive contested = ShrinkWrap.create(JavaArchive.class, "contested.jar")
                .addPackage(ContestedRouter.class.getPackage())
                .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsManifestResource(
                        new StringAsset("commandery.context.contested.application=ordering"),
                        "microprofile-config.properties");
        return Archives.ordering().addAsLibrary(contested);
    }

    @BeforeEach
    void connect() {
        shop = new ShopClient(server);
    }

    @Test
    void anUnknownContextIsNotFound() {
        for (String path : List.of("streams/order-1", "events", "subscriptions")) {
            shop.get("api/nowhere/" + path).problem(404, "not-found");
        }
        JsonObject problem = shop.request(
                        "POST", "api/nowhere/commands/PlaceOrder", "{}", "Content-Type", "application/json")
                .problem(404, "not-found");
        assertThat(problem.getString("detail")).contains("nowhere", "ordering");
    }

    @Test
    void anUnknownCommandIsNotFoundAndTheKnownOnesAreNamed() {
        JsonObject problem = shop.send("LoseOrder", "{}").problem(404, "not-found");

        assertThat(problem.getString("detail")).contains("LoseOrder", "PlaceOrder");
    }

    @Test
    void aCommandOfAnotherContextIsNotFound() {
        shop.send("Claim", "{\"id\": \"1\"}").problem(404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{} {}",
                "{'orderId': 'x'}",
                "null",
                "[]",
                "5",
                "\"text\"",
                "{\"orderId\": \"\\uD8\"}"
            })
    void aBodyThatIsNoJsonObjectIsMalformed(String body) {
        shop.send("PlaceOrder", body).problem(400, "malformed-request");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orderID              | {'orderID': 'x'}",
                "lines                | {'orderId': 'x', 'lines': 'tea'}",
                "lines[0]             | {'orderId': 'x', 'lines': ['tea']}",
                "orderId              | {'orderId': {'a': 1}, 'lines': []}",
                "orderId              | {'orderId': 5, 'lines': []}",
                "lines[0].colour      | {'orderId': 'x', 'lines': [{'product': 'a', 'quantity': 1, 'price': 1, 'colour': 'red'}]}",
                "lines[0].quantity    | {'orderId': 'x', 'lines': [{'product': 'a', 'quantity': 'many', 'price': 1}]}",
                "lines[0].quantity    | {'orderId': 'x', 'lines': [{'product': 'a', 'quantity': '1', 'price': 1}]}",
                "lines[0].quantity    | {'orderId': 'x', 'lines': [{'product': 'a', 'quantity': 1.5, 'price': 1}]}",
                "lines[0].quantity    | {'orderId': 'x', 'lines': [{'product': 'a', 'quantity': 4294967297, 'price': 1}]}",
                "lines[0].quantity    | {'orderId': 'x', 'lines': [{'product': 'a', 'quantity': 1e999999999, 'price': 1}]}",
                "lines[0].quantity    | {'orderId': 'x', 'lines': [{'product': 'a', 'quantity': null, 'price': 1}]}",
                "lines[0].price       | {'orderId': 'x', 'lines': [{'product': 'a', 'quantity': 1, 'price': '1'}]}",
            })
    void aValueOfTheWrongTypeIsMalformedAndItsFieldIsNamed(String field, String body) {
        Answer answer = shop.send("PlaceOrder", body.replace('\'', '"'));

        assertThat(onlyField(answer.problem(400, "malformed-request"))).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orderId           | {'orderId': ' ', 'lines': [{'product': 'a', 'quantity': 1, 'price': 1}]}",
                "orderId           | {'lines': [{'product': 'a', 'quantity': 1, 'price': 1}]}",
                "orderId           | {'orderId': 'a\\u0000b', 'lines': [{'product': 'a', 'quantity': 1, 'price': 1}]}",
                "orderId           | {'orderId': 'a\\uD800b', 'lines': [{'product': 'a', 'quantity': 1, 'price': 1}]}",
                "lines             | {'orderId': 'x', 'lines': []}",
                "lines             | {'orderId': 'x', 'lines': null}",
                "lines[0]          | {'orderId': 'x', 'lines': [null]}",
                "lines[1].quantity | {'orderId': 'x', 'lines': [{'product': 'a', 'quantity': 1, 'price': 1}, {'product': 'a', 'quantity': 0, 'price': 1}]}",
                "lines[0].price    | {'orderId': 'x', 'lines': [{'product': 'a', 'quantity': 1, 'price': -1}]}",
                "lines[0].price    | {'orderId': 'x', 'lines': [{'product': 'a', 'quantity': 1}]}",
                "lines[0].product  | {'orderId': 'x', 'lines': [{'product': '', 'quantity': 1, 'price': 1}]}",
            })
    void aBrokenConstraintIsRefusedAndItsFieldIsNamed(String field, String body) {
        Answer answer = shop.send("PlaceOrder", body.replace('\'', '"'));

        assertThat(onlyField(answer.problem(400, "constraint-broken"))).isEqualTo(field);
    }

    @Test
    void allBrokenConstraintsAreToldAtOnce() {
        JsonObject problem = shop.send("PlaceOrder", "{}").problem(400, "constraint-broken");

        assertThat(problem.getJsonArray("fields")
                        .getValuesAs(field -> field.asJsonObject().getString("field")))
                .containsExactly("lines", "orderId");
    }

    @Test
    void aRefusalOfTheAggregateIsToldWithItsReasonAndNothingIsWritten() {
        String id = newOrderId();
        shop.sent("PlaceOrder", order(id));
        shop.sent("ConfirmOrder", confirmation(id));

        JsonObject problem = shop.send("CancelOrder", cancellation(id)).problem(422, "command-rejected");

        assertThat(problem.getString("detail"))
                .isEqualTo("order '%s' is confirmed and cannot be cancelled".formatted(id));
        assertThat(shop.events("order-" + id)).hasSize(2);
    }

    @Test
    void whatExistsCannotBePlacedAndWhatDoesNotExistCannotBeConfirmed() {
        String id = newOrderId();
        JsonObject missing = shop.send("ConfirmOrder", confirmation(id)).problem(422, "command-rejected");
        assertThat(missing.getString("detail")).contains("does not exist");

        shop.sent("PlaceOrder", order(id));
        JsonObject existing = shop.send("PlaceOrder", order(id)).problem(422, "command-rejected");
        assertThat(existing.getString("detail")).contains("already exists");
    }

    @Test
    void whoLosesAgainstOtherWritersTooOftenMayTryAgain() {
        String command = "{\"id\": \"%s\"}".formatted(UUID.randomUUID());
        String[] json = {"Content-Type", "application/json"};
        assertThat(shop.request("POST", "api/contested/commands/Open", command, json)
                        .status())
                .isEqualTo(200);

        shop.request("POST", "api/contested/commands/Claim", command, json).problem(409, "too-many-attempts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void aBodyThatIsNotJsonIsNotSupported(String type) {
        shop.request("POST", "api/ordering/commands/PlaceOrder", order(newOrderId()), "Content-Type", type)
                .problem(415, "unsupported-media-type");
    }

    @Test
    void whoAcceptsNoJsonIsToldAndNothingIsWritten() {
        String id = newOrderId();

        shop.send("PlaceOrder", order(id), "Accept", "text/html").problem(406, "not-acceptable");

        shop.get("api/ordering/streams/order-" + id).problem(404, "not-found");
        shop.get("api/ordering/orders", "Accept", "text/csv").problem(406, "not-acceptable");
    }

    @Test
    void aMethodThatIsNotForTheAddressIsNotAllowed() {
        Answer answer = shop.request("PUT", "api/ordering/commands/PlaceOrder", null);

        answer.problem(405, "method-not-allowed");
        assertThat(answer.header("Allow").orElseThrow()).contains("POST");
        shop.request("DELETE", "api/ordering/orders/x", null).problem(405, "method-not-allowed");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        shop.send("PlaceOrder", " ".repeat((1 << 20) + 1)).problem(413, "content-too-large");
    }

    @ParameterizedTest
    @CsvSource({
        "streams/order-1?limit=0,      constraint-broken, limit",
        "streams/order-1?limit=1001,   constraint-broken, limit",
        "streams/order-1?limit=ten,    malformed-request, limit",
        "streams/order-1?from=-1,      constraint-broken, from",
        "streams/order-1?from=1.5,     malformed-request, from",
        "streams/order-1?direction=up, malformed-request, direction",
        "events?after=-1,              constraint-broken, after",
        "events?after=x,               malformed-request, after",
        "events?limit=0,               constraint-broken, limit",
        "orders?limit=1001,            constraint-broken, limit",
        "orders?limit=x,               malformed-request, limit"
    })
    void aParameterThatCannotBeIsRefused(String address, String kind, String parameter) {
        JsonObject problem = shop.get("api/ordering/" + address).problem(400, kind);

        assertThat(problem.getString("detail")).contains(parameter);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api/nothing",
                "api/ordering/nothing",
                "nothing",
                "api/ordering/orders/none",
                "api/ordering/streams/none"
            })
    void whatIsNotThereIsNotFound(String path) {
        shop.get(path).problem(404, "not-found");
    }

    @Test
    void theTypeOfAProblemLeadsToItsDescription() {
        String type = shop.get("api/nothing").json().getString("type");

        Answer page = shop.get(type);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("id=\"" + type.substring(type.indexOf('#') + 1) + "\"");
    }

    private static String onlyField(JsonObject problem) {
        assertThat(problem.getJsonArray("fields")).hasSize(1);
        JsonObject field = problem.getJsonArray("fields").getJsonObject(0);
        assertThat(field.getString("message")).isNotBlank();
        return field.getString("field");
    }
}
