package org.commandery.web.event;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.web.context.Contexts;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows all events of the application that a context runs in. */
@Path("{context}/events")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "events")
public class EventsResource {

    @Inject
    private Contexts contexts;

    @Context
    private UriInfo uri;

    /**
     * A page of all events.
     *
     * @param context the bounded context
     * @param after events after this position
     * @param limit how many events at most
     */
    @GET
    @Operation(summary = "Reads all events in their order")
    @APIResponse(responseCode = "200", description = "a page; `next` leads to the following one")
    @APIResponse(responseCode = "404", description = "no such context")
    public EventPage read(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @QueryParam("after") @DefaultValue("0") @Min(0) @Parameter(description = "events after this position")
                    long after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        EventStore store = contexts.application(context).eventStore();
        List<RecordedEvent> events = store.readAllForward(after, limit);
        String next = events.size() < limit
                ? null
                : uri.getAbsolutePathBuilder()
                        .queryParam("after", events.get(limit - 1).position())
                        .queryParam("limit", limit)
                        .build()
                        .toString();
        return new EventPage(EventView.of(events), store.head(), next);
    }
}
