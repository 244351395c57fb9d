package org.commandery.web.openapi;

import jakarta.json.JsonObject;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.commandery.runtime.application.Catalog;
import org.commandery.runtime.router.CommandRoute;
import org.commandery.runtime.serialization.EventClass;
import org.commandery.web.schema.JsonSchemas;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** The description of a context's commands, each with an address of its own, and of its events. */
final class ContextMessages {

    private static final String SCHEMAS = "#/components/schemas/";

    private final String context;
    private final Catalog catalog;

    ContextMessages(String context, Catalog catalog) {
        this.context = context;
        this.catalog = catalog;
    }

    /**
     * Adds them to a description of all endpoints.
     *
     * @param commandsAt where a context's commands are posted to, with {@code {context}} and {@code {command}} in it
     * @param dispatch how any command is dispatched
     */
    void addTo(OpenAPI description, String commandsAt, Operation dispatch) {
        addCommandSchemas(description);
        addEventSchemas(description);
        for (CommandRoute route : catalog.commands(context)) {
            String command = route.command().getSimpleName();
            String path = commandsAt.replace("{context}", context).replace("{command}", command);
            PathItem endpoint = description.getPaths().getPathItem(path);
            if (endpoint == null) {
                endpoint = OASFactory.createPathItem();
                description.getPaths().addPathItem(path, endpoint);
            }
            if (endpoint.getPOST() == null) { // otherwise the context has a resource of its own for it
                endpoint.setPOST(operation(route, command, dispatch));
            }
        }
    }

    private void addCommandSchemas(OpenAPI description) {
        List<Class<?>> commands = catalog.commands(context).stream()
                .<Class<?>>map(CommandRoute::command)
                .toList();
        addSchemas(description, JsonSchemas.ofCommands(catalog.validator()), commands, name("commands", ""));
    }

    private void addEventSchemas(OpenAPI description) {
        List<EventClass> events = catalog.events(context);
        String prefix = name("events", "");
        addSchemas(
                description,
                JsonSchemas.ofEvents(catalog.validator()),
                events.stream().<Class<?>>map(EventClass::type).toList(),
                prefix);
        Map<String, Schema> schemas = description.getComponents().getSchemas();
        events.forEach(event -> schemas.get(prefix + event.type().getSimpleName())
                .description("the data of an event of type " + event.form()));
    }

    private static void addSchemas(OpenAPI description, JsonSchemas schemas, List<Class<?>> types, String prefix) {
        Map<String, JsonObject> definitions = schemas.definitions(types, SCHEMAS + prefix);
        definitions.forEach(
                (name, schema) -> description.getComponents().addSchema(prefix + name, SchemaModels.of(schema)));
    }

    private Operation operation(CommandRoute route, String command, Operation dispatch) {
        Schema schema = OASFactory.createSchema().ref(SCHEMAS + name("commands", command));
        return OASFactory.createOperation()
                .operationId("%s.%s".formatted(context, command))
                .summary("Dispatches %s to %s"
                        .formatted(command, route.aggregate().type().getSimpleName()))
                .description(dispatch.getDescription())
                .addTag(context)
                .parameters(options(dispatch).toList())
                .requestBody(OASFactory.createRequestBody()
                        .required(true)
                        .content(OASFactory.createContent()
                                .addMediaType(
                                        MediaType.APPLICATION_JSON,
                                        OASFactory.createMediaType().schema(schema))))
                .responses(dispatch.getResponses());
    }

    private static Stream<Parameter> options(Operation dispatch) {
        return dispatch.getParameters().stream().filter(parameter -> parameter.getIn() != Parameter.In.PATH);
    }

    private String name(String kind, String message) {
        return "%s.%s.%s".formatted(context, kind, message);
    }
}
