package org.commandery.shop.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commandery.shop.it.ShopClient.cancellation;
import static org.commandery.shop.it.ShopClient.confirmation;
import static org.commandery.shop.it.ShopClient.newOrderId;
import static org.commandery.shop.it.ShopClient.order;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server says that commands and events look like. */
class SchemasHttpIT extends OrderingOnServer {

    private static final String DESCRIPTION = "https://commandery.example/openapi";

    @Test
    void theDescriptionOfAllEndpointsIsOneThatToolsRead() {
        SwaggerParseResult read = new OpenAPIV3Parser()
                .readContents(shop.get("openapi?format=JSON").body());

        assertThat(read.getMessages()).isEmpty();
        assertThat(read.getOpenAPI().getOpenapi()).startsWith("3.1");
    }

    @Test
    void eachCommandHasAnEndpointWithItsSchemaTheOptionsOfAllCommandsAndTheirAnswers() {
        JsonObject paths = shop.json("openapi?format=JSON").getJsonObject("paths");

        assertThat(paths)
                .containsKeys(
                        "/api/ordering/commands/PlaceOrder",
                        "/api/ordering/commands/ConfirmOrder",
                        "/api/ordering/commands/CancelOrder");
        JsonObject dispatch =
                paths.getJsonObject("/api/ordering/commands/PlaceOrder").getJsonObject("post");
        assertThat(dispatch.getJsonObject("requestBody")
                        .getJsonObject("content")
                        .getJsonObject("application/json")
                        .getJsonObject("schema")
                        .getString("$ref"))
                .isEqualTo("#/components/schemas/ordering.commands.PlaceOrder");
        assertThat(dispatch.getJsonArray("parameters")
                        .getValuesAs(parameter -> parameter.asJsonObject().getString("name")))
                .containsExactlyInAnyOrder(
                        "If-Match",
                        "Idempotency-Key",
                        "X-Correlation-ID",
                        "X-Causation-ID",
                        "X-Metadata",
                        "Prefer",
                        "X-Wait-For",
                        "X-Timeout",
                        "X-Attempts");
        assertThat(dispatch.getJsonObject("responses"))
                .containsKeys("200", "202", "400", "404", "409", "412", "415", "422", "503", "default");
        assertThat(dispatch.getJsonObject("responses").getJsonObject("200").toString())
                .contains("#/components/schemas/CommandReceipt");
    }

    @Test
    void theSchemaOfACommandHasItsConstraints() {
        JsonObject schemas =
                shop.json("openapi?format=JSON").getJsonObject("components").getJsonObject("schemas");

        JsonObject command = schemas.getJsonObject("ordering.commands.PlaceOrder");
        assertThat(command.getJsonArray("required").getValuesAs(JsonString::getString))
                .containsExactly("lines", "orderId");
        JsonObject properties = command.getJsonObject("properties");
        assertThat(properties.getJsonObject("orderId").getInt("maxLength")).isEqualTo(100);
        assertThat(properties.getJsonObject("lines").getInt("minItems")).isEqualTo(1);
        assertThat(properties.getJsonObject("lines").getInt("maxItems")).isEqualTo(1000);
        JsonObject line = schemas.getJsonObject("ordering.commands.Line").getJsonObject("properties");
        assertThat(line.getJsonObject("quantity").getInt("maximum")).isEqualTo(1_000_000);
        assertThat(line.getJsonObject("price").getInt("minimum")).isZero();
    }

    @Test
    void whatTheShopTakesFitsTheSchemasOfTheDescription() {
        Map<String, String> bodies = Map.of(
                "PlaceOrder", order(newOrderId()),
                "ConfirmOrder", confirmation(newOrderId()),
                "CancelOrder", cancellation(newOrderId()));

        bodies.forEach(
                (command, body) -> assertThat(described("commands." + command).validate(body, InputFormat.JSON))
                        .as(command)
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", """
                {"orderId": " ", "lines": [{"product": "tea", "quantity": 2, "price": 3.50}]}""", """
                {"orderId": "o", "lines": []}""", """
                {"orderId": "o", "lines": [{"product": "tea", "quantity": 0, "price": 3.50}]}""", """
                {"orderId": "o", "lines": [{"product": "tea", "quantity": 1.5, "price": 3.50}]}""", """
                {"orderId": "o", "lines": [{"product": "tea", "quantity": 2, "price": -1}]}""", """
                {"orderId": "o", "lines": [{"product": "t\\u0007", "quantity": 2, "price": 3.50}]}""", """
                {"orderId": "o", "lines": [{"product": "tea", "quantity": 2, "prize": 3.50}]}"""})
    void whatTheShopRefusesAsMalformedDoesNotFitThem(String body) {
        assertThat(shop.send("PlaceOrder", body).status()).isEqualTo(400);
        assertThat(described("commands.PlaceOrder").validate(body, InputFormat.JSON))
                .isNotEmpty();
        assertThat(alone(shop.json("api/ordering/commands/PlaceOrder")).validate(body, InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void theCommandsOfAContextAreListedWithTheirRoutesAndSchemas() {
        JsonArray commands = shop.json("api/ordering/commands").getJsonArray("commands");

        assertThat(commands.getValuesAs(command -> command.asJsonObject().getString("name")))
                .containsExactly("CancelOrder", "ConfirmOrder", "PlaceOrder");
        JsonObject placeOrder = commands.getJsonObject(2);
        assertThat(placeOrder.getString("aggregate")).isEqualTo("Order");
        assertThat(placeOrder.getString("stream")).isEqualTo("order-{orderId}");
        assertThat(placeOrder.getString("address")).endsWith("/api/ordering/commands/PlaceOrder");
        assertThat(placeOrder.getJsonArray("events").getValuesAs(JsonString::getString))
                .containsExactly("order-placed");
        assertThat(alone(placeOrder).validate(order(newOrderId()), InputFormat.JSON))
                .isEmpty();
        assertThat(shop.json("api/ordering/commands/PlaceOrder")).isEqualTo(placeOrder);
    }

    @Test
    void theTypesOfAContextsEventsAreListedWithTheirOlderFormsAndSchemas() {
        JsonArray types = shop.json("api/ordering/event-types").getJsonArray("eventTypes");

        assertThat(types.getValuesAs(type -> type.asJsonObject().getString("type")))
                .containsExactly("order-cancelled", "order-confirmed", "order-placed");
        JsonObject placed = types.getJsonObject(2);
        assertThat(placed.getInt("revision")).isEqualTo(2);
        assertThat(placed.getString("name")).isEqualTo("OrderPlaced");
        assertThat(placed.getJsonArray("upcastFrom").toString())
                .isEqualTo("[{\"type\":\"order-placed\",\"revision\":1}]");
        assertThat(shop.json("api/ordering/event-types/order-placed")).isEqualTo(placed);
    }

    @Test
    void whatIsRecordedFitsTheSchemaOfItsType() {
        String id = newOrderId();
        shop.sent("PlaceOrder", order(id));
        String data = shop.events("order-" + id)
                .getJsonObject(0)
                .getJsonObject("data")
                .toString();

        assertThat(described("events.OrderPlaced").validate(data, InputFormat.JSON))
                .isEmpty();
        assertThat(alone(shop.json("api/ordering/event-types/order-placed")).validate(data, InputFormat.JSON))
                .isEmpty();
        assertThat(described("events.OrderPlaced").validate("{\"orderId\": 7}", InputFormat.JSON))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api/ordering/commands/SellTea",
                "api/ordering/event-types/tea-sold",
                "api/tea/commands",
                "api/tea/event-types"
            })
    void whatThereIsNotIsNotFound(String address) {
        shop.get(address).problem(404, "not-found");
    }

    /** A schema of ordering in the description of all endpoints. */
    private Schema described(String name) {
        String description = shop.get("openapi?format=JSON").body();
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        registry -> registry.schemas(Map.of(DESCRIPTION, description)))
                .getSchema(SchemaLocation.of(DESCRIPTION + "#/components/schemas/ordering." + name));
    }

    /** The schema that is shown with a command or with a type of events. */
    private static Schema alone(JsonObject type) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(type.getJsonObject("schema").toString());
    }
}
