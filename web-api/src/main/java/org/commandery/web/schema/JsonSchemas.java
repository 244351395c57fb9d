package org.commandery.web.schema;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.validation.Validator;
import java.util.Collection;
import java.util.Map;

/**
 * Makes JSON schemas of commands and events from their classes: the names and types as JSON-B with its defaults binds them, the constraints as Bean
 * Validation sees them. A command's schema is closed, as a name that a command does not have is refused; an event's is open, as an event may have been
 * written by a class that had more.
 *
 * @see <a href="https://json-schema.org/draft/2020-12/json-schema-core">JSON Schema 2020-12</a>
 */
public final class JsonSchemas {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final Validator validator;
    private final boolean read;

    private JsonSchemas(Validator validator, boolean read) {
        this.validator = validator;
        this.read = read;
    }

    /** Schemas of what is sent. */
    public static JsonSchemas ofCommands(Validator validator) {
        return new JsonSchemas(validator, true);
    }

    /** Schemas of what is recorded. */
    public static JsonSchemas ofEvents(Validator validator) {
        return new JsonSchemas(validator, false);
    }

    /** A schema that stands by itself: the classes that this one is made of are under {@code $defs}. */
    public JsonObject document(Class<?> type) {
        Definitions definitions = new Definitions(validator, read, "#/$defs/");
        String name = definitions.add(type);
        JsonObjectBuilder document = Json.createObjectBuilder().add("$schema", DIALECT);
        definitions.schemas().get(name).forEach(document::add);
        JsonObjectBuilder others = Json.createObjectBuilder();
        boolean refersToItself = refers(definitions.schemas().values(), "#/$defs/" + name);
        definitions.schemas().forEach((other, schema) -> {
            if (!other.equals(name) || refersToItself) {
                others.add(other, schema);
            }
        });
        JsonObject parts = others.build();
        return parts.isEmpty() ? document.build() : document.add("$defs", parts).build();
    }

    private static boolean refers(Collection<JsonObject> schemas, String address) {
        String reference =
                Json.createObjectBuilder().add("$ref", address).build().toString();
        return schemas.stream().anyMatch(schema -> schema.toString().contains(reference));
    }

    /**
     * The schemas of several classes and of all that these are made of, which refer to each other.
     *
     * @param prefix what stands before a name in a reference
     * @return by the simple names of the classes, with a number behind it for the second of a name; the classes themselves first
     */
    public Map<String, JsonObject> definitions(Collection<? extends Class<?>> types, String prefix) {
        Definitions definitions = new Definitions(validator, read, prefix);
        definitions.addAll(types);
        return definitions.schemas();
    }
}
