package org.commandery.web.event;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.commandery.runtime.application.Catalog;
import org.commandery.web.context.Contexts;
import org.commandery.web.schema.JsonSchemas;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows which types of events there are, and what they look like. */
@Path("{context}/event-types")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "events")
public class EventTypesResource {

    @Inject
    private Contexts contexts;

    /**
     * The types of the events that the aggregates of a context apply.
     *
     * @param context the bounded context
     */
    @GET
    @Operation(summary = "Lists the types of events with their schemas")
    @APIResponse(responseCode = "200", description = "all types, by their stable name")
    @APIResponse(responseCode = "404", description = "no such context")
    public EventTypeList list(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering")
                    String context) {
        return new EventTypeList(types(context, name -> true).toList());
    }

    /**
     * One of them.
     *
     * @param context the bounded context
     * @param type the stable name of the type
     */
    @GET
    @Path("{type}")
    @Operation(summary = "Shows a type of events with its schema")
    @APIResponse(responseCode = "200", description = "the type")
    @APIResponse(responseCode = "404", description = "no such context or type")
    public EventTypeView get(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @PathParam("type") @Parameter(description = "the type's stable name", example = "order-placed")
                    String type) {
        return types(context, type::equals)
                .findFirst()
                .orElseThrow(
                        () -> new NotFoundException("context '%s' has no event type '%s'".formatted(context, type)));
    }

    private Stream<EventTypeView> types(String context, Predicate<String> name) {
        Catalog catalog = contexts.catalog(context);
        JsonSchemas schemas = JsonSchemas.ofEvents(catalog.validator());
        return catalog.events(context).stream()
                .filter(event -> name.test(event.form().type()))
                .map(event ->
                        EventTypeView.of(event, catalog.olderForms(event.form()), schemas.document(event.type())));
    }

    /**
     * All types of a context's events.
     *
     * @param eventTypes by their stable names
     */
    public record EventTypeList(List<EventTypeView> eventTypes) {}
}
