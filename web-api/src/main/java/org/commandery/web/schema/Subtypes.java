package org.commandery.web.schema;

import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The classes of which an object of an abstract class or of an interface may be.
 *
 * @param key the property that says which one it is; empty when none does, and JSON-B can write such objects but not read them
 * @param classes the classes
 * @see <a href="https://jakarta.ee/specifications/jsonb/3.0/jakarta-jsonb-spec-3.0#polymorphic-types">Jakarta JSON Binding 3.0, 4.8</a>
 */
record Subtypes(Optional<String> key, List<Class<?>> classes) {

    /** Those that an annotation names, or else those that a sealed type permits; empty when neither says it. */
    static Optional<Subtypes> of(Class<?> type) {
        if (!Modifier.isAbstract(type.getModifiers())) {
            return Optional.empty();
        }
        JsonbTypeInfo info = type.getDeclaredAnnotation(JsonbTypeInfo.class);
        if (info != null) {
            List<Class<?>> named =
                    Stream.of(info.value()).<Class<?>>map(JsonbSubtype::type).toList();
            return Optional.of(new Subtypes(Optional.of(info.key()), named));
        }
        return type.isSealed()
                ? Optional.of(new Subtypes(Optional.empty(), List.of(type.getPermittedSubclasses())))
                : Optional.empty();
    }

    /** The property that says of a class which of several it is, with what it says; empty when there is none. */
    static Optional<Map.Entry<String, String>> keyOf(Class<?> type) {
        return supertypes(type)
                .flatMap(supertype -> Stream.ofNullable(supertype.getDeclaredAnnotation(JsonbTypeInfo.class)))
                .flatMap(info -> Stream.of(info.value())
                        .filter(subtype -> subtype.type() == type)
                        .map(subtype -> Map.entry(info.key(), subtype.alias())))
                .findFirst();
    }

    private static Stream<Class<?>> supertypes(Class<?> type) {
        Stream<Class<?>> above =
                Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()));
        return Stream.concat(Stream.of(type), above.flatMap(Subtypes::supertypes));
    }
}
