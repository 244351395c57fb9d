package org.commandery.web.openapi;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/** JSON schemas as the model of OpenAPI 3.1 has them, whose dialect is theirs. */
final class SchemaModels {

    private SchemaModels() {}

    /** The model of a schema. */
    static Schema of(JsonValue json) {
        Schema schema = OASFactory.createSchema();
        switch (json.getValueType()) {
            case TRUE, FALSE -> schema.setBooleanSchema(json.getValueType() == JsonValue.ValueType.TRUE);
            default -> json.asJsonObject().forEach((keyword, value) -> set(schema, keyword, value));
        }
        return schema;
    }

    private static void set(Schema schema, String keyword, JsonValue value) {
        switch (keyword) {
            case "$ref" -> schema.setRef(text(value));
            case "type" -> schema.setType(types(value));
            case "format" -> schema.setFormat(text(value));
            case "pattern" -> schema.setPattern(text(value));
            case "enum" -> schema.setEnumeration(values(value.asJsonArray()));
            case "const" -> schema.setConstValue(value(value));
            case "required" -> schema.setRequired(texts(value.asJsonArray()));
            case "properties" -> schema.setProperties(models(value.asJsonObject()));
            case "additionalProperties" -> schema.setAdditionalPropertiesSchema(of(value));
            case "propertyNames" -> schema.setPropertyNames(of(value));
            case "items" -> schema.setItems(of(value));
            case "allOf" -> schema.setAllOf(models(value.asJsonArray()));
            case "anyOf" -> schema.setAnyOf(models(value.asJsonArray()));
            case "oneOf" -> schema.setOneOf(models(value.asJsonArray()));
            case "minimum" -> schema.setMinimum(number(value));
            case "maximum" -> schema.setMaximum(number(value));
            case "exclusiveMinimum" -> schema.setExclusiveMinimum(number(value));
            case "exclusiveMaximum" -> schema.setExclusiveMaximum(number(value));
            case "minLength" -> schema.setMinLength(number(value).intValueExact());
            case "maxLength" -> schema.setMaxLength(number(value).intValueExact());
            case "minItems" -> schema.setMinItems(number(value).intValueExact());
            case "maxItems" -> schema.setMaxItems(number(value).intValueExact());
            case "minProperties" -> schema.setMinProperties(number(value).intValueExact());
            case "maxProperties" -> schema.setMaxProperties(number(value).intValueExact());
            default -> throw new IllegalArgumentException("a schema has no keyword '%s' here".formatted(keyword));
        }
    }

    private static List<SchemaType> types(JsonValue value) {
        List<String> names = value instanceof JsonString one ? List.of(one.getString()) : texts(value.asJsonArray());
        return names.stream()
                .map(name -> SchemaType.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
    }

    private static Map<String, Schema> models(JsonObject schemas) {
        Map<String, Schema> models = new LinkedHashMap<>();
        schemas.forEach((name, schema) -> models.put(name, of(schema)));
        return models;
    }

    private static List<Schema> models(JsonArray schemas) {
        return schemas.stream().map(SchemaModels::of).toList();
    }

    private static List<@Nullable Object> values(JsonArray values) {
        return values.getValuesAs(SchemaModels::value);
    }

    private static @Nullable Object value(JsonValue value) {
        return switch (value.getValueType()) {
            case STRING -> text(value);
            case NUMBER -> number(value);
            case TRUE -> true;
            case FALSE -> false;
            default -> null;
        };
    }

    private static List<String> texts(JsonArray values) {
        return values.getValuesAs(SchemaModels::text);
    }

    private static String text(JsonValue value) {
        return ((JsonString) value).getString();
    }

    private static BigDecimal number(JsonValue value) {
        return ((JsonNumber) value).bigDecimalValue();
    }
}
