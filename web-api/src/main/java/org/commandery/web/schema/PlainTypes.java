package org.commandery.web.schema;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The schemas of types that JSON-B knows by itself.
 *
 * @see <a href="https://jakarta.ee/specifications/jsonb/3.0/jakarta-jsonb-spec-3.0#basic-java-types">Jakarta JSON Binding 3.0, 3.3 to 3.5</a>
 */
final class PlainTypes {

    private static final Map<Class<?>, Supplier<Keywords>> EXACT = new HashMap<>();

    static {
        of(() -> whole("int32"), int.class, Integer.class, OptionalInt.class);
        of(() -> whole("int64"), long.class, Long.class, OptionalLong.class);
        of(() -> within(Short.MIN_VALUE, Short.MAX_VALUE), short.class, Short.class);
        of(() -> within(Byte.MIN_VALUE, Byte.MAX_VALUE), byte.class, Byte.class);
        of(() -> Keywords.ofType("integer"), BigInteger.class);
        of(() -> Keywords.ofType("number").set("format", "float"), float.class, Float.class);
        of(() -> Keywords.ofType("number").set("format", "double"), double.class, Double.class, OptionalDouble.class);
        of(() -> Keywords.ofType("number"), BigDecimal.class, Number.class, JsonNumber.class);
        of(() -> Keywords.ofType("boolean"), boolean.class, Boolean.class);
        of(PlainTypes::character, char.class, Character.class);
        of(() -> text("uuid"), UUID.class);
        of(() -> text("uri-reference"), URI.class);
        of(() -> text("uri"), URL.class);
        of(() -> text("date"), LocalDate.class);
        of(() -> text("date-time"), Instant.class, OffsetDateTime.class);
        of(() -> text("time"), OffsetTime.class);
        of(() -> text("duration"), Period.class);
        of(() -> Keywords.ofType("object"), JsonObject.class);
        of(() -> Keywords.ofType("array"), JsonArray.class);
        of(() -> Keywords.ofType("string"), JsonString.class);
    }

    private PlainTypes() {}

    /** The schema of a type; empty when JSON-B does not know it by itself. */
    static Optional<Keywords> find(Class<?> type) {
        Supplier<Keywords> exact = EXACT.get(type);
        if (exact != null) {
            return Optional.of(exact.get());
        }
        if (type.isEnum()) {
            return Optional.of(Keywords.ofType("string").setAll("enum", names(type)));
        }
        return isText(type) ? Optional.of(Keywords.ofType("string")) : Optional.empty();
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .toList();
    }

    /** Those of java.time that are left are written without an offset, with the name of a zone or with fractions, which no format of JSON Schema has. */
    private static boolean isText(Class<?> type) {
        return CharSequence.class.isAssignableFrom(type)
                || Temporal.class.isAssignableFrom(type)
                || TemporalAmount.class.isAssignableFrom(type)
                || Date.class.isAssignableFrom(type)
                || Calendar.class.isAssignableFrom(type)
                || TimeZone.class.isAssignableFrom(type)
                || ZoneId.class.isAssignableFrom(type);
    }

    private static void of(Supplier<Keywords> schema, Class<?>... types) {
        Arrays.stream(types).forEach(type -> EXACT.put(type, schema));
    }

    private static Keywords text(String format) {
        return Keywords.ofType("string").set("format", format);
    }

    private static Keywords whole(String format) {
        return Keywords.ofType("integer").set("format", format);
    }

    private static Keywords within(int smallest, int largest) {
        return Keywords.ofType("integer")
                .set("minimum", Json.createValue(smallest))
                .set("maximum", Json.createValue(largest));
    }

    private static Keywords character() {
        return Keywords.ofType("string").set("minLength", Json.createValue(1)).set("maxLength", Json.createValue(1));
    }
}
