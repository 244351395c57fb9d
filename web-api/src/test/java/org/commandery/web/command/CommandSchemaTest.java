package org.commandery.web.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commandery.runtime.serialization.JsonCodec;
import org.commandery.serialization.CodecFailed;
import org.commandery.web.schema.JsonSchemas;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command's schema and its reading agree on what is a command. */
public class CommandSchemaTest {

    private static final ValidatorFactory VALIDATORS = Validation.buildDefaultValidatorFactory();
    private static final JsonCodec CODEC = new JsonCodec();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(JsonSchemas.ofCommands(VALIDATORS.getValidator())
                    .document(Order.class)
                    .toString());

    /** For JSON-B, which binds public classes. */
    public enum Delivery {
        POST,
        PICK_UP
    }

    /** For JSON-B, which binds public classes. */
    public record Line(
            @NotBlank String product,
            @Positive @Max(100) int quantity,

            @NotNull @PositiveOrZero @Digits(integer = 3, fraction = 2)
            BigDecimal price) {}

    /** For JSON-B, which binds public classes. */
    public record Order(
            @NotBlank @Size(max = 10) @Pattern(regexp = "[^\\p{Cc}]*")
            String orderId,

            @NotEmpty @Size(max = 2) List<@NotNull @Valid Line> lines,
            Delivery delivery,
            Optional<String> note,
            int priority,
            Map<String, @Positive Integer> points) {}

    @AfterAll
    static void close() {
        VALIDATORS.close();
        CODEC.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                {"orderId": "o-1", "lines": [{"product": "tea", "quantity": 2, "price": 3.50}]}""",
                """
                {"orderId": "o-1", "lines": [{"product": "tea", "quantity": 100, "price": 999.99}],
                 "delivery": "PICK_UP", "note": "soon", "priority": 3, "points": {"a": 1}}""",
                """
                {"orderId": "o-1", "lines": [{"product": "tea", "quantity": 1, "price": 0}],
                 "delivery": null, "note": null, "points": null}""",
            })
    void whatIsACommandForOneIsACommandForTheOther(String json) {
        assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
        assertThat(isTaken(json)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                """
                {"orderId": "o-1"}""",
                """
                {"orderId": "o-1", "lines": []}""",
                """
                {"orderId": "o-1", "lines": null}""",
                """
                {"orderId": "o-1", "lines": [null]}""",
                """
                {"orderId": " ", "lines": [{"product": "tea", "quantity": 2, "price": 3.50}]}""",
                """
                {"orderId": "o-12345678", "lines": [{"product": "tea", "quantity": 2, "price": 3.50}], "id": "x"}""",
                """
                {"orderId": "o-123456789", "lines": [{"product": "tea", "quantity": 2, "price": 3.50}]}""",
                """
                {"orderId": "a\\u0007b", "lines": [{"product": "tea", "quantity": 2, "price": 3.50}]}""",
                """
                {"orderId": "o-1", "lines": [{"product": "tea", "price": 3.50}]}""",
                """
                {"orderId": "o-1", "lines": [{"product": "tea", "quantity": 0, "price": 3.50}]}""",
                """
                {"orderId": "o-1", "lines": [{"product": "tea", "quantity": 101, "price": 3.50}]}""",
                """
                {"orderId": "o-1", "lines": [{"product": "tea", "quantity": 1.5, "price": 3.50}]}""",
                """
                {"orderId": "o-1", "lines": [{"product": "tea", "quantity": "2", "price": 3.50}]}""",
                """
                {"orderId": "o-1", "lines": [{"product": "tea", "quantity": 2, "price": 1000}]}""",
                """
                {"orderId": "o-1", "lines": [{"product": "tea", "quantity": 2, "price": -1}]}""",
                """
                {"orderId": "o-1", "lines": [{"product": "tea", "quantity": 2}]}""",
                """
                {"orderId": "o-1", "lines": [{"product": "tea", "quantity": 2, "price": 3.50, "colour": "red"}]}""",
                """
                {"orderId": "o-1", "lines": [{"product": "tea", "quantity": 2, "price": 1}], "delivery": "AIR"}""",
                """
                {"orderId": "o-1", "lines": [{"product": "tea", "quantity": 2, "price": 1}], "note": 7}""",
                """
                {"orderId": "o-1", "lines": [{"product": "tea", "quantity": 2, "price": 1}], "priority": null}""",
                """
                {"orderId": "o-1", "lines": [{"product": "tea", "quantity": 2, "price": 1}], "points": {"a": 0}}""",
                """
                {"orderId": "o-1", "lines": [{"product": "tea", "quantity": 2, "price": 1}], "points": {"a": 1.5}}""",
                """
                {"orderId": "o-1", "lines": [{"product": "tea", "quantity": 2, "price": 1}], "points": [1]}""",
            })
    void whatIsNoneForOneIsNoneForTheOther(String json) {
        assertThat(SCHEMA.validate(json, InputFormat.JSON)).isNotEmpty();
        assertThat(isTaken(json)).isFalse();
    }

    private static boolean isTaken(String json) {
        JsonValue value = Json.createReader(new StringReader(json)).readValue();
        try {
            return value.getValueType() == JsonValue.ValueType.OBJECT
                    && CommandShape.misfits(value.asJsonObject(), Order.class).isEmpty()
                    && VALIDATORS
                            .getValidator()
                            .validate(CODEC.decode(json, Order.class))
                            .isEmpty();
        } catch (CodecFailed e) {
            return false;
        }
    }
}
