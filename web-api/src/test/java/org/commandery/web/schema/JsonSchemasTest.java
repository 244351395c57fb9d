package org.commandery.web.schema;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbDateFormat;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.io.StringReader;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class JsonSchemasTest {

    private static final ValidatorFactory VALIDATORS = Validation.buildDefaultValidatorFactory();

    private final JsonSchemas commands = JsonSchemas.ofCommands(VALIDATORS.getValidator());
    private final JsonSchemas events = JsonSchemas.ofEvents(VALIDATORS.getValidator());

    @AfterAll
    static void close() {
        VALIDATORS.close();
    }

    enum Colour {
        RED,
        GREEN
    }

    record Plain(
            String text,
            int number,
            Long big,
            short small,
            BigDecimal price,
            double real,
            boolean yes,
            char letter,
            Colour colour,
            UUID id,
            URI link,
            LocalDate day,
            Instant instant,
            LocalDateTime local,
            Object any) {}

    @Test
    void whatJsonBKnowsByItselfHasItsTypeAndFormat() {
        assertProperties(events.document(Plain.class), """
                {"text": {"type": "string"},
                 "number": {"type": "integer", "format": "int32"},
                 "big": {"type": "integer", "format": "int64"},
                 "small": {"type": "integer", "minimum": -32768, "maximum": 32767},
                 "price": {"type": "number"},
                 "real": {"type": "number", "format": "double"},
                 "yes": {"type": "boolean"},
                 "letter": {"type": "string", "minLength": 1, "maxLength": 1},
                 "colour": {"type": "string", "enum": ["RED", "GREEN"]},
                 "id": {"type": "string", "format": "uuid"},
                 "link": {"type": "string", "format": "uri-reference"},
                 "day": {"type": "string", "format": "date"},
                 "instant": {"type": "string", "format": "date-time"},
                 "local": {"type": "string"},
                 "any": {}}""");
    }

    record Optionals(
            Optional<String> text,
            @NotNull String needed,
            @Nullable Colour colour,
            Part part,
            int number) {}

    @interface Nullable {}

    record Part(String name) {}

    @Test
    void aCommandMayHaveNullWhereNothingForbidsItAndAnEventLeavesItOut() {
        assertProperties(commands.document(Optionals.class), """
                {"text": {"type": ["string", "null"]},
                 "needed": {"type": "string"},
                 "colour": {"type": ["string", "null"], "enum": ["RED", "GREEN", null]},
                 "part": {"anyOf": [{"$ref": "#/$defs/Part"}, {"type": "null"}]},
                 "number": {"type": "integer", "format": "int32"}}""");
        assertProperties(events.document(Optionals.class), """
                {"text": {"type": "string"},
                 "needed": {"type": "string"},
                 "colour": {"type": "string", "enum": ["RED", "GREEN"]},
                 "part": {"$ref": "#/$defs/Part"},
                 "number": {"type": "integer", "format": "int32"}}""");
    }

    @Test
    void aCommandIsClosedAndAnEventIsOpen() {
        assertThat(commands.document(Part.class)).containsEntry("additionalProperties", JsonValue.FALSE);
        assertThat(events.document(Part.class)).doesNotContainKey("additionalProperties");
    }

    record Containers(
            List<Part> parts,
            Set<@Size(max = 3) String> words,
            Map<String, @Positive Integer> counts,
            Map<Colour, List<@NotBlank String>> byColour,
            Map<Integer, String> byNumber,
            int[] numbers,
            List<?> unknown) {}

    @Test
    void collectionsArraysAndMapsHaveTheConstraintsOfTheirElements() {
        assertProperties(events.document(Containers.class), """
                {"parts": {"type": "array", "items": {"$ref": "#/$defs/Part"}},
                 "words": {"type": "array", "items": {"type": "string", "maxLength": 3}},
                 "counts": {"type": "object",
                            "additionalProperties": {"type": "integer", "format": "int32", "exclusiveMinimum": 0}},
                 "byColour": {"type": "object",
                              "additionalProperties": {"type": "array", "items": {"type": "string", "pattern": "\\\\S"}},
                              "propertyNames": {"type": "string", "enum": ["RED", "GREEN"]}},
                 "byNumber": {},
                 "numbers": {"type": "array", "items": {"type": "integer", "format": "int32"}},
                 "unknown": {"type": "array", "items": {}}}""");
    }

    record Texts(
            @NotBlank @Size(max = 5) String blank,
            @NotEmpty String empty,
            @Size(min = 2, max = 4) String sized,
            @Pattern(regexp = "[a-z]+") String pattern,

            @Pattern(regexp = "[a-z]+", flags = Pattern.Flag.CASE_INSENSITIVE)
            String flagged,

            @Pattern(regexp = "\\p{Alpha}+") String onlyJava,

            @Pattern(regexp = "a.*") @Pattern(regexp = ".*z")
            String both,

            @Email String mail) {}

    @Test
    void constraintsOfTexts() {
        JsonObject schema = events.document(Texts.class);

        assertProperties(schema, """
                {"blank": {"type": "string", "maxLength": 5, "pattern": "\\\\S"},
                 "empty": {"type": "string", "minLength": 1},
                 "sized": {"type": "string", "minLength": 2, "maxLength": 4},
                 "pattern": {"type": "string", "pattern": "^(?:[a-z]+)$"},
                 "flagged": {"type": "string"},
                 "onlyJava": {"type": "string"},
                 "both": {"type": "string", "pattern": "^(?:.*z)$", "allOf": [{"pattern": "^(?:a.*)$"}]},
                 "mail": {"type": "string", "format": "email"}}""");
        assertThat(required(schema)).containsExactly("blank", "empty");
    }

    record Numbers(
            @Min(3) @Max(9) int range,
            @Positive int positive,
            @PositiveOrZero long notNegative,
            @Negative BigDecimal negative,
            @NegativeOrZero Integer notPositive,

            @DecimalMin("0.5") @DecimalMax(value = "1.5", inclusive = false)
            BigDecimal decimal,

            @Digits(integer = 3, fraction = 2) BigDecimal digits,
            @Positive @Min(7) int both) {}

    @Test
    void constraintsOfNumbersAndWhichNumbersMustBeSent() {
        JsonObject schema = events.document(Numbers.class);

        assertProperties(schema, """
                {"range": {"type": "integer", "format": "int32", "minimum": 3, "maximum": 9},
                 "positive": {"type": "integer", "format": "int32", "exclusiveMinimum": 0},
                 "notNegative": {"type": "integer", "format": "int64", "minimum": 0},
                 "negative": {"type": "number", "exclusiveMaximum": 0},
                 "notPositive": {"type": "integer", "format": "int32", "maximum": 0},
                 "decimal": {"type": "number", "minimum": 0.5, "exclusiveMaximum": 1.5},
                 "digits": {"type": "number", "exclusiveMinimum": -1000, "exclusiveMaximum": 1000},
                 "both": {"type": "integer", "format": "int32", "exclusiveMinimum": 0, "minimum": 7}}""");
        assertThat(required(schema)).containsExactly("both", "positive", "range");
    }

    record Sizes(
            @NotEmpty @Size(max = 10) List<@NotNull @Valid Part> parts,
            @Size(min = 1, max = 2) Map<String, String> map) {}

    @Test
    void sizesOfCollectionsAndMaps() {
        assertProperties(events.document(Sizes.class), """
                {"parts": {"type": "array", "items": {"$ref": "#/$defs/Part"}, "minItems": 1, "maxItems": 10},
                 "map": {"type": "object", "additionalProperties": {"type": "string"},
                         "minProperties": 1, "maxProperties": 2}}""");
    }

    @Pattern(regexp = "[^\\p{Cc}]*")
    @NotNull
    @Constraint(validatedBy = {})
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.FIELD)
    @interface Code {
        String message() default "";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    interface Later {}

    record Composed(
            @Code String code,
            @NotNull(groups = Later.class) String later) {}

    @Test
    void composedConstraintsCountAndThoseOfOtherGroupsDoNot() {
        JsonObject schema = events.document(Composed.class);

        assertProperties(schema, """
                {"code": {"type": "string", "pattern": "^(?:[^\\\\p{Cc}]*)$"}, "later": {"type": "string"}}""");
        assertThat(required(schema)).containsExactly("code");
    }

    /** Writes a locale as a text. */
    public static class LocaleAdapter implements JsonbAdapter<Locale, String> {
        @Override
        public String adaptToJson(Locale locale) {
            return locale.toLanguageTag();
        }

        @Override
        public Locale adaptFromJson(String tag) {
            return Locale.forLanguageTag(tag);
        }
    }

    record Renamed(
            @JsonbProperty("the-name") @NotNull String name,
            @JsonbTransient String hidden,
            @JsonbDateFormat("dd.MM.yyyy") LocalDate day,
            @JsonbTypeAdapter(LocaleAdapter.class) Locale locale) {}

    @Test
    void annotationsOfJsonBAreHeeded() {
        JsonObject schema = events.document(Renamed.class);

        assertProperties(schema, """
                {"the-name": {"type": "string"}, "day": {"type": "string"}, "locale": {}}""");
        assertThat(required(schema)).containsExactly("the-name");
    }

    @JsonbTypeInfo(
            key = "kind",
            value = {@JsonbSubtype(alias = "card", type = Card.class), @JsonbSubtype(alias = "cash", type = Cash.class)
            })
    sealed interface Payment {}

    record Card(@NotNull String number) implements Payment {}

    record Cash() implements Payment {}

    record Paid(Payment payment) {}

    @Test
    void anInterfaceIsOneOfTheClassesThatItsTypeInfoNames() {
        JsonObject parts = commands.document(Paid.class).getJsonObject("$defs");

        assertThat(parts.getJsonObject("Payment")).isEqualTo(json("""
                                {"type": "object", "required": ["kind"],
                                 "oneOf": [{"$ref": "#/$defs/Card"}, {"$ref": "#/$defs/Cash"}]}"""));
        assertThat(parts.getJsonObject("Card").getJsonObject("properties").getJsonObject("kind"))
                .isEqualTo(json("{\"const\": \"card\"}"));
    }

    record Tree(String name, List<Tree> branches) {}

    @Test
    void aClassMayBeMadeOfItself() {
        JsonObject schema = events.document(Tree.class);

        assertThat(schema.getJsonObject("properties").getJsonObject("branches"))
                .isEqualTo(json("{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/Tree\"}}"));
        assertThat(schema.getJsonObject("$defs")).containsOnlyKeys("Tree");
    }

    /** A class with getters and setters, and one of each alone. */
    public static class Bean {

        public String open;

        @Size(max = 3)
        private String both;

        public String getBoth() {
            return both;
        }

        public void setBoth(String both) {
            this.both = both;
        }

        public int getOnlyRead() {
            return 1;
        }

        public void setOnlyWritten(int value) {
            open = String.valueOf(value);
        }
    }

    @Test
    void aPlainClassHasWhatItsGettersSettersAndPublicFieldsShow() {
        assertThat(events.document(Bean.class).getJsonObject("properties"))
                .containsOnlyKeys("open", "both", "onlyRead");
        assertThat(commands.document(Bean.class).getJsonObject("properties"))
                .containsOnlyKeys("open", "both", "onlyWritten");
        assertThat(events.document(Bean.class).getJsonObject("properties").getJsonObject("both"))
                .isEqualTo(json("{\"type\": \"string\", \"maxLength\": 3}"));
    }

    static class Other {
        record Part(int size) {}
    }

    record Mixed(Part one, Other.Part other) {}

    @Test
    void classesOfOneNameHaveSchemasOfTheirOwnAndTheClassesAskedForComeFirst() {
        assertThat(events.definitions(List.of(Mixed.class, Part.class), "#/components/schemas/shop."))
                .containsOnlyKeys("Mixed", "Part", "Part2")
                .hasEntrySatisfying(
                        "Mixed",
                        mixed -> assertThat(mixed.getJsonObject("properties")).isEqualTo(json("""
                                {"one": {"$ref": "#/components/schemas/shop.Part"},
                                 "other": {"$ref": "#/components/schemas/shop.Part2"}}""")));
    }

    private static void assertProperties(JsonObject schema, String properties) {
        assertThat(schema.getString("$schema")).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.getString("type")).isEqualTo("object");
        assertThat(schema.getJsonObject("properties")).isEqualTo(json(properties));
    }

    private static Stream<String> required(JsonObject schema) {
        return schema.getJsonArray("required").stream().map(name -> ((JsonString) name).getString());
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }
}
