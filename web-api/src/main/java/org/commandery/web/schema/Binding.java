package org.commandery.web.schema;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbDateFormat;
import jakarta.json.bind.annotation.JsonbNumberFormat;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import jakarta.json.bind.annotation.JsonbTypeSerializer;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.commandery.web.schema.Property.Form;
import org.jspecify.annotations.Nullable;

/**
 * Finds the properties of a class as JSON-B with its defaults binds them: those of a record by its components, those of another class by its public
 * getters, setters and fields and the parameters of its creator.
 *
 * @see <a href="https://jakarta.ee/specifications/jsonb/3.0/jakarta-jsonb-spec-3.0#java-class">Jakarta JSON Binding 3.0, 3.7</a>
 */
final class Binding {

    private Binding() {}

    /**
     * The properties of a class.
     *
     * @param read whether the class is read from JSON; otherwise it is written
     */
    static Collection<Property> properties(Class<?> type, boolean read) {
        return type.isRecord() ? ofRecord(type) : ofBean(type, read);
    }

    private static List<Property> ofRecord(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .filter(component -> !component.getAccessor().isAnnotationPresent(JsonbTransient.class))
                .map(Binding::ofComponent)
                .toList();
    }

    private static Property ofComponent(RecordComponent component) {
        return property(component.getName(), component.getGenericType(), List.of(component.getAccessor()));
    }

    private static Collection<Property> ofBean(Class<?> type, boolean read) {
        Map<String, Property> properties = new LinkedHashMap<>();
        if (read) {
            creator(type)
                    .ifPresent(creator -> Stream.of(creator.getParameters())
                            .map(Binding::ofParameter)
                            .forEach(property -> properties.put(property.member(), property)));
        }
        for (PropertyDescriptor found : descriptors(type)) {
            Method method = read ? found.getWriteMethod() : found.getReadMethod();
            List<AnnotatedElement> elements = elements(type, found);
            if (method != null && !isTransient(elements)) {
                Type of = read ? method.getGenericParameterTypes()[0] : method.getGenericReturnType();
                properties.putIfAbsent(found.getName(), property(found.getName(), of, elements));
            }
        }
        for (Field field : type.getFields()) {
            boolean bound = !Modifier.isStatic(field.getModifiers())
                    && !Modifier.isTransient(field.getModifiers())
                    && !(read && Modifier.isFinal(field.getModifiers()));
            if (bound && !isTransient(List.of(field))) {
                properties.putIfAbsent(
                        field.getName(), property(field.getName(), field.getGenericType(), List.of(field)));
            }
        }
        return properties.values();
    }

    private static Property ofParameter(Parameter parameter) {
        return property(parameter.getName(), parameter.getParameterizedType(), List.of(parameter));
    }

    private static Optional<Executable> creator(Class<?> type) {
        return Stream.<Executable>concat(
                        Stream.of(type.getDeclaredConstructors()), Stream.of(type.getDeclaredMethods()))
                .filter(executable -> executable.isAnnotationPresent(JsonbCreator.class))
                .findFirst();
    }

    private static List<PropertyDescriptor> descriptors(Class<?> type) {
        try {
            return List.of(Introspector.getBeanInfo(type, Object.class).getPropertyDescriptors());
        } catch (IntrospectionException e) {
            return List.of(); // not a bean: nothing that JSON-B would bind by methods
        }
    }

    /** What may be annotated for a property: its getter, its setter and its field. */
    private static List<AnnotatedElement> elements(Class<?> type, PropertyDescriptor property) {
        List<AnnotatedElement> elements = new ArrayList<>();
        Stream.of(property.getReadMethod(), property.getWriteMethod())
                .filter(Objects::nonNull)
                .forEach(elements::add);
        field(type, property.getName()).ifPresent(elements::add);
        return elements;
    }

    private static Optional<Field> field(@Nullable Class<?> type, String name) {
        if (type == null) {
            return Optional.empty();
        }
        return Stream.of(type.getDeclaredFields())
                .filter(field -> field.getName().equals(name))
                .findFirst()
                .or(() -> field(type.getSuperclass(), name));
    }

    private static boolean isTransient(List<? extends AnnotatedElement> elements) {
        return has(elements, JsonbTransient.class);
    }

    private static Property property(String member, Type type, List<? extends AnnotatedElement> elements) {
        String name = elements.stream()
                .map(element -> element.getAnnotation(JsonbProperty.class))
                .filter(renamed -> renamed != null && !renamed.value().isEmpty())
                .map(JsonbProperty::value)
                .findFirst()
                .orElse(member);
        return new Property(name, member, type, form(elements));
    }

    private static Form form(List<? extends AnnotatedElement> elements) {
        if (has(elements, JsonbTypeAdapter.class)
                || has(elements, JsonbTypeDeserializer.class)
                || has(elements, JsonbTypeSerializer.class)) {
            return Form.UNKNOWN;
        }
        return has(elements, JsonbDateFormat.class) || has(elements, JsonbNumberFormat.class)
                ? Form.TEXT
                : Form.OF_TYPE;
    }

    private static boolean has(List<? extends AnnotatedElement> elements, Class<? extends Annotation> annotation) {
        return elements.stream().anyMatch(element -> element.isAnnotationPresent(annotation));
    }
}
