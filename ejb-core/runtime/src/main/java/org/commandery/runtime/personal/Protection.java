package org.commandery.runtime.personal;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.commandery.personal.PersonalData;
import org.commandery.personal.PersonalDataUnprotected;
import org.commandery.personal.SubjectKey;
import org.jspecify.annotations.Nullable;

/**
 * The encryption of what is personal in one object. It goes through the object and its JSON side by side: the object says what is personal and whose,
 * and where its JSON does not have what the object has, nothing is stored rather than something in plain text.
 */
final class Protection {

    private final Class<?> type;
    private final Place place;
    private final Function<String, SubjectKey> keyOf;
    private final JsonProvider provider;
    private final Map<String, SubjectKey> bySubject = new HashMap<>();
    private final Set<UUID> keys = new LinkedHashSet<>();

    /** @param keyOf the key to encrypt the data of a subject with */
    Protection(Class<?> type, Place place, Function<String, SubjectKey> keyOf, JsonProvider provider) {
        this.type = type;
        this.place = place;
        this.keyOf = keyOf;
        this.provider = provider;
    }

    JsonValue protect(JsonValue json, Object object) {
        return visit(json, object, "", null);
    }

    /** The ids of the keys that were used. */
    Set<UUID> keys() {
        return keys;
    }

    /**
     * @param json what the codec made of the value; JSON's null when that is nothing
     * @param subject whose the data around the value are; null when nothing says it
     */
    private JsonValue visit(JsonValue json, @Nullable Object value, String path, @Nullable Object subject) {
        Object present = unwrapped(value);
        if (present == null) {
            return json;
        }
        if (present instanceof Map<?, ?> map) {
            return visitMap(json, map, path, subject);
        }
        List<?> elements = elements(present);
        if (elements != null) {
            return visitList(json, elements, path, subject);
        }
        PersonalClass model = PersonalClass.of(present.getClass());
        return model.mayHoldPersonalData() ? visitObject(json, present, model, path, subject) : json;
    }

    /** What an optional value holds; null when it holds nothing. */
    private static @Nullable Object unwrapped(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.orElse(null);
        }
        boolean empty = (value instanceof OptionalInt number && number.isEmpty())
                || (value instanceof OptionalLong whole && whole.isEmpty())
                || (value instanceof OptionalDouble fraction && fraction.isEmpty());
        return empty ? null : value;
    }

    private static @Nullable List<?> elements(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        if (value instanceof Collection<?> collection) {
            return Arrays.asList(collection.toArray());
        }
        if (value.getClass().isArray() && !value.getClass().getComponentType().isPrimitive()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(index -> Array.get(value, index))
                    .toList();
        }
        return null;
    }

    private JsonValue visitMap(JsonValue json, Map<?, ?> map, String path, @Nullable Object subject) {
        JsonObject object = json instanceof JsonObject found ? found : JsonValue.EMPTY_JSON_OBJECT;
        Map<String, JsonValue> changed = new HashMap<>();
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            visitMember(object, name, changed, member -> visit(member, value, step(path, name), subject));
        });
        return changed.isEmpty() ? json : with(object, changed);
    }

    private JsonValue visitList(JsonValue json, List<?> elements, String path, @Nullable Object subject) {
        JsonArray array =
                json instanceof JsonArray found && found.size() == elements.size() ? found : JsonValue.EMPTY_JSON_ARRAY;
        JsonArrayBuilder builder = provider.createArrayBuilder();
        boolean changed = false;
        for (int index = 0; index < elements.size(); index++) {
            JsonValue before = index < array.size() ? array.get(index) : JsonValue.NULL;
            JsonValue after = visit(before, elements.get(index), "%s[%d]".formatted(path, index), subject);
            changed |= after != before;
            builder.add(after);
        }
        return changed ? builder.build() : json;
    }

    private JsonValue visitObject(
            JsonValue json, Object value, PersonalClass model, String path, @Nullable Object subjectAround) {
        JsonObject object = json instanceof JsonObject found ? found : JsonValue.EMPTY_JSON_OBJECT;
        Object subject = model.subject().map(member -> member.of(value)).orElse(subjectAround);
        Map<String, JsonValue> changed = new HashMap<>();
        for (PersonalMember member : model.members()) {
            String memberPath = step(path, member.jsonName());
            PersonalData personal = member.personal();
            visitMember(
                    object,
                    member.jsonName(),
                    changed,
                    before -> personal == null
                            ? visit(before, member.of(value), memberPath, subject)
                            : seal(
                                    before,
                                    member,
                                    member.of(value),
                                    memberPath,
                                    personal.subject().isEmpty()
                                            ? subject
                                            : model.named(personal.subject())
                                                    .map(named -> named.of(value))
                                                    .orElse(null)));
        }
        return changed.isEmpty() ? json : with(object, changed);
    }

    /** What is done with the JSON of a member. */
    private interface Visit {
        JsonValue of(JsonValue before);
    }

    private static void visitMember(JsonObject object, String name, Map<String, JsonValue> changed, Visit visit) {
        JsonValue before = object.getOrDefault(name, JsonValue.NULL);
        JsonValue after = visit.of(before);
        if (after != before) {
            changed.put(name, after);
        }
    }

    private JsonObject with(JsonObject object, Map<String, JsonValue> changed) {
        JsonObjectBuilder builder = provider.createObjectBuilder();
        object.forEach((name, value) -> builder.add(name, changed.getOrDefault(name, value)));
        return builder.build();
    }

    private JsonValue seal(
            JsonValue json, PersonalMember member, @Nullable Object value, String path, @Nullable Object subject) {
        if (unwrapped(value) == null) {
            return json;
        }
        if (json == JsonValue.NULL) {
            throw new PersonalDataUnprotected(
                    type,
                    "its personal data '%s' are not in the JSON under that name: let the codec write '%s' as '%s'"
                            .formatted(path, member.name(), member.jsonName()));
        }
        SubjectKey key = bySubject.computeIfAbsent(requireSubject(path, subject), keyOf);
        keys.add(key.id());
        return new Envelope(key.id(), Sealing.seal(key, place, path, bytes(json, path)), member.placeholder())
                .toJson(provider);
    }

    private String requireSubject(String path, @Nullable Object subject) {
        String text = subject == null ? "" : subject.toString();
        if (!SubjectKey.isSubject(text)) {
            throw new PersonalDataUnprotected(
                    type,
                    "it has personal data '%s', but does not say whose: give the data subject a value of 1 to %d characters, without a NUL"
                            .formatted(path, SubjectKey.MAX_SUBJECT));
        }
        return text;
    }

    private byte[] bytes(JsonValue json, String path) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json.toString()));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new PersonalDataUnprotected(type, "its personal data '%s' are no proper text".formatted(path));
        }
    }

    private static String step(String path, String name) {
        return path.isEmpty() ? name : path + '.' + name;
    }
}
