package org.commandery.runtime.personal;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import java.beans.Introspector;
import java.io.StringReader;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.commandery.DefinitionException;
import org.commandery.personal.DataSubject;
import org.commandery.personal.PersonalData;
import org.jspecify.annotations.Nullable;

/** Reads the members of a class: its fields, those of a record's components among them, and getters that say something and have no field. */
final class MemberReader {

    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);

    private final Class<?> type;

    private MemberReader(Class<?> type) {
        this.type = type;
    }

    /** @throws DefinitionException when what is said of a member cannot be */
    static List<PersonalMember> read(Class<?> type) {
        List<PersonalMember> members = new MemberReader(type).members();
        if (members.stream().filter(PersonalMember::isSubject).count() > 1) {
            throw new DefinitionException(
                    "%s has several members with @DataSubject: leave it at one, and name the other at the data that are its own, by @PersonalData(subject = \"…\")"
                            .formatted(type.getName()));
        }
        return members;
    }

    private List<PersonalMember> members() {
        Map<String, PersonalMember> members = new LinkedHashMap<>();
        for (Class<?> declaring = type;
                declaring != null && PersonalClass.isOfUsers(declaring);
                declaring = declaring.getSuperclass()) {
            Arrays.stream(declaring.getDeclaredFields())
                    .filter(MemberReader::isWritten)
                    .forEach(field -> members.putIfAbsent(field.getName(), of(field)));
        }
        Arrays.stream(type.getMethods())
                .filter(method ->
                        method.isAnnotationPresent(PersonalData.class) || method.isAnnotationPresent(DataSubject.class))
                .forEach(method -> members.computeIfAbsent(property(method), name -> of(name, method)));
        return List.copyOf(members.values());
    }

    private static boolean isWritten(Field field) {
        return !field.isSynthetic()
                && !Modifier.isStatic(field.getModifiers())
                && !Modifier.isTransient(field.getModifiers());
    }

    private PersonalMember of(Field field) {
        List<? extends AnnotatedElement> elements = Stream.concat(
                        Stream.of(field),
                        Arrays.stream(type.getMethods())
                                .filter(method -> method.getParameterCount() == 0)
                                .filter(method -> property(method).equals(field.getName())))
                .toList();
        return member(
                field.getName(),
                field.getGenericType(),
                elements,
                () -> in(field.getDeclaringClass()).unreflectGetter(field));
    }

    private PersonalMember of(String name, Method method) {
        return member(
                name,
                method.getGenericReturnType(),
                List.of(method),
                () -> in(method.getDeclaringClass()).unreflect(method));
    }

    /** The name of the property that a getter gets: {@code name()}, {@code getName()} and {@code isName()} get {@code name}. */
    private static String property(Method getter) {
        String name = getter.getName();
        for (String prefix : List.of("get", "is")) {
            if (name.startsWith(prefix)
                    && name.length() > prefix.length()
                    && Character.isUpperCase(name.charAt(prefix.length()))) {
                return Introspector.decapitalize(name.substring(prefix.length()));
            }
        }
        return name;
    }

    /** Finds the way to a member's value. */
    private interface Way {
        MethodHandle find() throws IllegalAccessException;
    }

    private static MethodHandles.Lookup in(Class<?> declaring) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(declaring, MethodHandles.lookup());
    }

    private PersonalMember member(String name, Type memberType, List<? extends AnnotatedElement> elements, Way way) {
        @Nullable PersonalData personal = find(elements, PersonalData.class);
        boolean isSubject = find(elements, DataSubject.class) != null;
        if (isSubject && personal != null) {
            throw wrong(name, "has both @DataSubject and @PersonalData: who the data belong to must stay readable");
        }
        if (isSubject && !isSubjectType(memberType)) {
            throw wrong(name, "is a data subject, but neither a String nor a UUID");
        }
        @Nullable JsonbProperty renamed = find(elements, JsonbProperty.class);
        return new PersonalMember(
                name,
                renamed == null || renamed.value().isEmpty() ? name : renamed.value(),
                memberType,
                personal,
                personal == null ? JsonValue.NULL : placeholder(name, memberType, personal),
                isSubject,
                getter(name, way));
    }

    static boolean isSubjectType(Type memberType) {
        return memberType == String.class || memberType == UUID.class;
    }

    private static <A extends Annotation> @Nullable A find(
            List<? extends AnnotatedElement> elements, Class<A> annotation) {
        return elements.stream()
                .filter(element -> element.isAnnotationPresent(annotation))
                .findFirst()
                .map(element -> element.getAnnotation(annotation))
                .orElse(null);
    }

    private JsonValue placeholder(String name, Type memberType, PersonalData personal) {
        if (personal.placeholder().isEmpty()) {
            return usual(memberType);
        }
        try (JsonReader reader = Json.createReader(new StringReader(personal.placeholder()))) {
            return reader.readValue();
        } catch (JsonException e) {
            throw wrong(
                    name,
                    "has the placeholder %s, which is no JSON: write \"null\", \"\\\"a text\\\"\", \"[]\""
                            .formatted(personal.placeholder()));
        }
    }

    private static JsonValue usual(Type memberType) {
        if (memberType == String.class) {
            return Json.createValue(PersonalData.FORGOTTEN);
        }
        if (memberType == boolean.class) {
            return JsonValue.FALSE;
        }
        if (memberType == char.class) {
            return Json.createValue(" ");
        }
        return memberType instanceof Class<?> simple && simple.isPrimitive() ? Json.createValue(0) : JsonValue.NULL;
    }

    private MethodHandle getter(String name, Way way) {
        try {
            return way.find().asType(GETTER);
        } catch (IllegalAccessException e) {
            throw wrong(name, "cannot be read: " + e.getMessage());
        }
    }

    private DefinitionException wrong(String name, String what) {
        return new DefinitionException("%s.%s %s".formatted(type.getName(), name, what));
    }
}
