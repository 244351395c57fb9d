package org.commandery.web.schema;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.validation.Validator;
import jakarta.validation.metadata.ContainerDescriptor;
import jakarta.validation.metadata.ContainerElementTypeDescriptor;
import jakarta.validation.metadata.ElementDescriptor;
import jakarta.validation.metadata.PropertyDescriptor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** The schemas of some classes and of all that these are made of, each class under a name of its own. */
final class Definitions {

    private final Validator validator;
    private final boolean read;
    private final String prefix;
    private final Map<Class<?>, String> names = new LinkedHashMap<>();
    private final Map<String, JsonObject> schemas = new LinkedHashMap<>();

    /**
     * @param validator knows the constraints
     * @param read whether the classes are read from JSON; otherwise they are written
     * @param prefix what stands before a name in a reference to it
     */
    Definitions(Validator validator, boolean read, String prefix) {
        this.validator = validator;
        this.read = read;
        this.prefix = prefix;
    }

    /** The schemas by name, in the order in which they were needed. */
    Map<String, JsonObject> schemas() {
        return schemas;
    }

    /** Adds classes, which come before all that they are made of. */
    void addAll(Collection<? extends Class<?>> types) {
        types.forEach(this::name);
        types.forEach(this::describe);
    }

    /** Adds a class unless it is there, and returns the name under which its schema is. */
    String add(Class<?> type) {
        String known = names.get(type);
        if (known != null) {
            return known;
        }
        String name = name(type);
        describe(type);
        return name;
    }

    /** Gives a class its name and its place, while what it refers to may refer back to it. */
    private String name(Class<?> type) {
        String name = free(type.getSimpleName());
        names.put(type, name);
        schemas.put(name, JsonValue.EMPTY_JSON_OBJECT);
        return name;
    }

    private void describe(Class<?> type) {
        String name = Objects.requireNonNull(names.get(type));
        schemas.put(name, Subtypes.of(type).map(this::oneOf).orElseGet(() -> properties(type)));
    }

    /** Classes of several packages may have the same simple name. */
    private String free(String name) {
        String free = name;
        for (int number = 2; schemas.containsKey(free); number++) {
            free = name + number;
        }
        return free;
    }

    private JsonObject oneOf(Subtypes subtypes) {
        JsonArrayBuilder references = Json.createArrayBuilder();
        subtypes.classes().forEach(type -> references.add(reference(type).toJson()));
        Keywords schema = new Keywords();
        subtypes.key().ifPresent(key -> schema.set("type", "object").setAll("required", List.of(key)));
        return schema.set(subtypes.key().isPresent() ? "oneOf" : "anyOf", references.build())
                .toJson();
    }

    private JsonObject properties(Class<?> type) {
        JsonObjectBuilder properties = Json.createObjectBuilder();
        Collection<String> required = new TreeSet<>();
        Subtypes.keyOf(type)
                .ifPresent(key ->
                        properties.add(key.getKey(), Json.createObjectBuilder().add("const", key.getValue())));
        for (Property property : Binding.properties(type, read)) {
            Optional<PropertyDescriptor> constraints = Optional.ofNullable(
                    validator.getConstraintsForClass(type).getConstraintsForProperty(property.member()));
            Keywords schema = schema(property, constraints);
            boolean primitive = property.type() instanceof Class<?> plain && plain.isPrimitive();
            if (primitive ? ConstraintKeywords.refuseDefault(schema) : ConstraintKeywords.refuseNull(constraints)) {
                required.add(property.name());
                properties.add(property.name(), schema.toJson());
            } else {
                // What is written leaves nulls out; what is read may have them.
                properties.add(property.name(), (read && !primitive ? schema.orNull() : schema).toJson());
            }
        }
        Keywords schema = Keywords.ofType("object").set("properties", properties.build());
        if (!required.isEmpty()) {
            schema.setAll("required", required);
        }
        if (read && type.isRecord()) {
            schema.set("additionalProperties", JsonValue.FALSE);
        }
        return schema.toJson();
    }

    private Keywords schema(Property property, Optional<PropertyDescriptor> constraints) {
        return switch (property.form()) {
            case OF_TYPE -> constrained(property.type(), constraints, constraints);
            case TEXT -> Keywords.ofType("string");
            case UNKNOWN -> new Keywords();
        };
    }

    private Keywords constrained(
            Type type,
            Optional<? extends ElementDescriptor> constraints,
            Optional<? extends ContainerDescriptor> elements) {
        Keywords schema = schema(type, elements);
        ConstraintKeywords.add(constraints, schema);
        return schema;
    }

    private Keywords schema(Type type, Optional<? extends ContainerDescriptor> elements) {
        if (type instanceof Class<?> plain) {
            return schema(plain);
        }
        if (type instanceof ParameterizedType generic) {
            return schema(generic, (Class<?>) generic.getRawType(), elements);
        }
        if (type instanceof GenericArrayType array) {
            return array(schema(array.getGenericComponentType(), Optional.empty()));
        }
        if (type instanceof WildcardType wildcard) {
            return schema(wildcard.getUpperBounds()[0], elements);
        }
        return type instanceof TypeVariable<?> variable ? schema(variable.getBounds()[0], elements) : new Keywords();
    }

    private Keywords schema(Class<?> type) {
        Optional<Keywords> known = PlainTypes.find(type);
        if (known.isPresent()) {
            return known.get();
        }
        if (type.isArray()) {
            return array(schema(type.getComponentType()));
        }
        if (Collection.class.isAssignableFrom(type)) {
            return Keywords.ofType("array");
        }
        if (Map.class.isAssignableFrom(type)) {
            return Keywords.ofType("object");
        }
        return isOwn(type) ? reference(type) : new Keywords();
    }

    private Keywords schema(ParameterizedType type, Class<?> raw, Optional<? extends ContainerDescriptor> elements) {
        Type[] arguments = type.getActualTypeArguments();
        if (Collection.class.isAssignableFrom(raw) && arguments.length == 1) {
            return array(element(arguments[0], elements, 0));
        }
        if (raw == Optional.class) {
            return element(arguments[0], elements, 0);
        }
        if (Map.class.isAssignableFrom(raw) && arguments.length == 2) {
            return map(arguments, elements);
        }
        return schema(raw);
    }

    /** Keys that are no texts are written as texts, or the whole map in another way. */
    private Keywords map(Type[] arguments, Optional<? extends ContainerDescriptor> elements) {
        Keywords key = element(arguments[0], elements, 0);
        if (!key.type().equals(Optional.of("string"))) {
            return new Keywords();
        }
        Keywords schema = Keywords.ofType("object")
                .set("additionalProperties", element(arguments[1], elements, 1).toJson());
        if (key.toJson().size() > 1) {
            schema.set("propertyNames", key.toJson());
        }
        return schema;
    }

    private Keywords element(Type type, Optional<? extends ContainerDescriptor> container, int index) {
        Optional<ContainerElementTypeDescriptor> element = container.stream()
                .flatMap(found -> found.getConstrainedContainerElementTypes().stream())
                .filter(found -> Integer.valueOf(index).equals(found.getTypeArgumentIndex()))
                .findFirst();
        return constrained(type, element, element);
    }

    private static Keywords array(Keywords items) {
        return Keywords.ofType("array").set("items", items.toJson());
    }

    /** What JSON-B binds by properties, or by the classes that an annotation or the class itself names. */
    private static boolean isOwn(Class<?> type) {
        String module = type.getPackageName();
        boolean foreign = module.startsWith("java.") || module.startsWith("jakarta.");
        return !foreign
                && (!Modifier.isAbstract(type.getModifiers())
                        || Subtypes.of(type).isPresent());
    }

    private Keywords reference(Class<?> type) {
        return Keywords.reference(prefix + add(type));
    }
}
