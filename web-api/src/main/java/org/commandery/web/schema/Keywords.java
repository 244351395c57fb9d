package org.commandery.web.schema;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A schema while it is made. Of two bounds, the narrower one is kept. */
final class Keywords {

    private final Map<String, JsonValue> values = new LinkedHashMap<>();

    static Keywords ofType(String type) {
        return new Keywords().set("type", type);
    }

    static Keywords reference(String address) {
        return new Keywords().set("$ref", address);
    }

    Keywords set(String keyword, String value) {
        return set(keyword, Json.createValue(value));
    }

    Keywords set(String keyword, JsonValue value) {
        values.put(keyword, value);
        return this;
    }

    Keywords setAll(String keyword, Collection<String> texts) {
        return set(keyword, Json.createArrayBuilder(texts).build());
    }

    /** A bound that values must not be below. */
    Keywords atLeast(String keyword, BigDecimal bound) {
        return set(keyword, number(number(keyword).map(bound::max).orElse(bound)));
    }

    /** A bound that values must not be above. */
    Keywords atMost(String keyword, BigDecimal bound) {
        return set(keyword, number(number(keyword).map(bound::min).orElse(bound)));
    }

    /** A pattern that texts must match; several are allowed, and a text must match them all. */
    void matching(String pattern) {
        if (!values.containsKey("pattern")) {
            set("pattern", pattern);
            return;
        }
        JsonObject another = Json.createObjectBuilder().add("pattern", pattern).build();
        JsonArray others =
                values.getOrDefault("allOf", JsonValue.EMPTY_JSON_ARRAY).asJsonArray();
        set("allOf", Json.createArrayBuilder(others).add(another).build());
    }

    /** The JSON type that it demands; empty when it demands none, or leaves that to another schema. */
    Optional<String> type() {
        return values.get("type") instanceof JsonString type ? Optional.of(type.getString()) : Optional.empty();
    }

    Optional<BigDecimal> number(String keyword) {
        return values.get(keyword) instanceof JsonNumber number
                ? Optional.of(number.bigDecimalValue())
                : Optional.empty();
    }

    boolean has(String keyword, JsonValue value) {
        return value.equals(values.get(keyword));
    }

    /** The same, with null allowed as well. */
    Keywords orNull() {
        if (values.isEmpty()) {
            return this;
        }
        Optional<String> type = type();
        if (type.isEmpty()) {
            JsonArrayBuilder either =
                    Json.createArrayBuilder().add(toJson()).add(ofType("null").toJson());
            return new Keywords().set("anyOf", either.build());
        }
        Keywords nullable = new Keywords();
        nullable.values.putAll(values);
        nullable.set(
                "type", Json.createArrayBuilder().add(type.get()).add("null").build());
        if (values.containsKey("enum")) {
            JsonArray names = values.get("enum").asJsonArray();
            nullable.set("enum", Json.createArrayBuilder(names).addNull().build());
        }
        return nullable;
    }

    JsonObject toJson() {
        JsonObjectBuilder json = Json.createObjectBuilder();
        values.forEach(json::add);
        return json.build();
    }

    /** Without zeros after the point and without an exponent, as people write it. */
    private static JsonValue number(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return Json.createValue(plain.scale() < 0 ? plain.setScale(0) : plain);
    }
}
