package org.commandery.runtime.aggregate;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which events a method may return, as far as its declared type says so. */
final class DeclaredEvents {

    private DeclaredEvents() {}

    /**
     * The events that a type allows.
     *
     * @param declared a class of events, or an optional, a collection or a stream of them
     * @param applied the events that the aggregate applies: no others may follow
     * @return empty when the type does not say, as {@code List<Object>}
     */
    static Set<Class<?>> of(Type declared, Set<Class<?>> applied) {
        return classes(declared)
                .filter(type -> type != Object.class)
                .flatMap(type -> applied.stream().filter(type::isAssignableFrom))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<Class<?>> classes(Type type) {
        if (type instanceof Class<?> plain) {
            return Stream.of(plain.isArray() ? plain.getComponentType() : plain);
        }
        if (type instanceof ParameterizedType generic) {
            return Stream.of(generic.getActualTypeArguments()).flatMap(DeclaredEvents::classes);
        }
        if (type instanceof WildcardType wildcard) {
            return Stream.of(wildcard.getUpperBounds()).flatMap(DeclaredEvents::classes);
        }
        return type instanceof GenericArrayType array ? classes(array.getGenericComponentType()) : Stream.empty();
    }
}
