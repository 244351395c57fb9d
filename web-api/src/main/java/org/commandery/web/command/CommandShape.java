package org.commandery.web.command;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares a JSON object with the record that it is to become, and finds what JSON-B lets pass: a name that the record does not have, and a
 * value that would be bent to fit, as 1.5 for a whole number. What it does not know, such as a class that is no record, it lets pass too.
 */
final class CommandShape {

    private static final Map<Class<?>, BigInteger> LARGEST = Map.of(
            byte.class, BigInteger.valueOf(Byte.MAX_VALUE),
            short.class, BigInteger.valueOf(Short.MAX_VALUE),
            int.class, BigInteger.valueOf(Integer.MAX_VALUE),
            long.class, BigInteger.valueOf(Long.MAX_VALUE),
            Byte.class, BigInteger.valueOf(Byte.MAX_VALUE),
            Short.class, BigInteger.valueOf(Short.MAX_VALUE),
            Integer.class, BigInteger.valueOf(Integer.MAX_VALUE),
            Long.class, BigInteger.valueOf(Long.MAX_VALUE));

    private static final Set<Class<?>> NUMBERS =
            Set.of(float.class, double.class, Float.class, Double.class, BigDecimal.class, BigInteger.class);

    /** Of each record, by the name in JSON; found once, as reflection copies and searches each time. */
    private static final ClassValue<Map<String, Component>> COMPONENTS = new ClassValue<>() {
        @Override
        protected Map<String, Component> computeValue(Class<?> type) {
            return Stream.of(type.getRecordComponents())
                    .collect(Collectors.toMap(CommandShape::name, Component::of, (a, b) -> a, LinkedHashMap::new));
        }
    };

    /**
     * What a member must be like.
     *
     * @param type its type
     * @param readsItself whether an adapter of its own reads it, so that nothing is known of its form
     */
    private record Component(Type type, boolean readsItself) {

        static Component of(RecordComponent component) {
            Method accessor = component.getAccessor();
            return new Component(
                    component.getGenericType(),
                    accessor.isAnnotationPresent(JsonbTypeAdapter.class)
                            || accessor.isAnnotationPresent(JsonbTypeDeserializer.class));
        }
    }

    private final SortedMap<String, String> misfits = new TreeMap<>();

    private CommandShape() {}

    /** What does not fit, as messages by field; empty when all does. */
    static SortedMap<String, String> misfits(JsonObject json, Class<?> command) {
        CommandShape shape = new CommandShape();
        shape.compare("", json, command);
        return shape.misfits;
    }

    private void compare(String path, JsonValue value, Type type) {
        if (type instanceof ParameterizedType generic) {
            compareElements(path, value, generic);
        } else if (type instanceof Class<?> plain) {
            comparePlain(path, value, plain);
        }
    }

    private void comparePlain(String path, JsonValue value, Class<?> type) {
        if (value.getValueType() == ValueType.NULL) {
            expect(path, !type.isPrimitive(), "must not be null");
        } else if (type.isRecord()) {
            compareRecord(path, value, type);
        } else if (LARGEST.containsKey(type)) {
            expect(path, isWhole(value, LARGEST.get(type)), "must be a whole number up to " + LARGEST.get(type));
        } else if (NUMBERS.contains(type)) {
            expect(path, value.getValueType() == ValueType.NUMBER, "must be a number");
        } else if (type == boolean.class || type == Boolean.class) {
            expect(
                    path,
                    value.getValueType() == ValueType.TRUE || value.getValueType() == ValueType.FALSE,
                    "must be true or false");
        } else if (type == String.class || type.isEnum()) {
            expect(path, value.getValueType() == ValueType.STRING, "must be a text");
        }
    }

    private void compareRecord(String path, JsonValue value, Class<?> type) {
        if (value.getValueType() != ValueType.OBJECT) {
            expect(path, false, "must be an object");
            return;
        }
        Map<String, Component> components = COMPONENTS.get(type);
        value.asJsonObject().forEach((name, member) -> {
            String memberPath = path.isEmpty() ? name : path + "." + name;
            Component component = components.get(name);
            if (component == null) {
                expect(memberPath, false, "is not known, only " + String.join(", ", components.keySet()));
            } else if (!component.readsItself()) {
                compare(memberPath, member, component.type());
            }
        });
    }

    private void compareElements(String path, JsonValue value, ParameterizedType type) {
        if (value.getValueType() == ValueType.NULL || !(type.getRawType() instanceof Class<?> raw)) {
            return;
        }
        Type[] arguments = type.getActualTypeArguments();
        if (raw == Optional.class) {
            compare(path, value, arguments[0]);
        } else if (Collection.class.isAssignableFrom(raw)) {
            compareArray(path, value, arguments[0]);
        } else if (Map.class.isAssignableFrom(raw) && arguments.length == 2 && arguments[0] == String.class) {
            compareMap(path, value, arguments[1]);
        }
    }

    private void compareArray(String path, JsonValue value, Type element) {
        if (value.getValueType() != ValueType.ARRAY) {
            expect(path, false, "must be an array");
            return;
        }
        int index = 0;
        for (JsonValue each : value.asJsonArray()) {
            compare("%s[%d]".formatted(path, index++), each, element);
        }
    }

    private void compareMap(String path, JsonValue value, Type element) {
        if (value.getValueType() != ValueType.OBJECT) {
            expect(path, false, "must be an object");
            return;
        }
        value.asJsonObject().forEach((key, each) -> compare("%s.%s".formatted(path, key), each, element));
    }

    private void expect(String path, boolean fits, String message) {
        if (!fits) {
            misfits.put(path, message);
        }
    }

    private static boolean isWhole(JsonValue value, BigInteger largest) {
        if (!(value instanceof JsonNumber number)) {
            return false;
        }
        BigDecimal exact = number.bigDecimalValue();
        return exact.precision() - exact.scale() <= 19 // before a huge exponent is spelt out
                && exact.stripTrailingZeros().scale() <= 0
                && exact.toBigInteger().compareTo(largest) <= 0
                && exact.toBigInteger().compareTo(largest.negate().subtract(BigInteger.ONE)) >= 0;
    }

    private static String name(RecordComponent component) {
        JsonbProperty renamed = component.getAccessor().getAnnotation(JsonbProperty.class);
        return renamed == null || renamed.value().isEmpty() ? component.getName() : renamed.value();
    }
}
