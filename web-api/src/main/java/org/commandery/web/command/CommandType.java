package org.commandery.web.command;

import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.commandery.runtime.router.CommandRoute;
import org.commandery.runtime.serialization.EventTypes;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A command that a context takes.
 *
 * @param name its name
 * @param aggregate the name of the aggregate's class that decides on it
 * @param stream how the name of the aggregate's stream is made, as in {@code order-{orderId}}
 * @param address where it is posted to
 * @param events the stable names of the events that it may lead to, sorted; empty when the aggregate's methods do not declare them
 * @param schema what it looks like, a JSON schema
 */
@JsonbPropertyOrder({"name", "aggregate", "stream", "address", "events", "schema"})
public record CommandType(
        String name,
        String aggregate,
        String stream,
        String address,
        List<String> events,
        @Schema(type = SchemaType.OBJECT) JsonObject schema) {

    static CommandType of(CommandRoute route, String address, JsonObject schema) {
        return new CommandType(
                route.command().getSimpleName(),
                route.aggregate().type().getSimpleName(),
                route.streamPattern(),
                address,
                route.declaredEvents().stream().map(EventTypes::nameOf).sorted().toList(),
                schema);
    }
}
