package org.commandery.web.event;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BadRequestException;
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
import java.util.Set;
import java.util.UUID;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventQuery.Criterion;
import org.commandery.eventstore.EventStore;
import org.commandery.web.context.Contexts;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

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
     * A page of all events, or of those that meet all that is asked for.
     *
     * @param context the bounded context
     * @param after events after this position
     * @param limit how many events at most
     * @param types the event's type is one of these
     * @param streamPrefix the name of its stream begins so
     * @param correlation the id shared by all that followed from one request
     * @param tags it has each of these
     */
    @GET
    @Operation(
            summary = "Reads all events in their order, or looks for some of them",
            description =
                    "A page looks at a bounded number of events, so it may be empty before the end: follow `next` until there is none")
    @APIResponse(responseCode = "200", description = "a page; `next` leads to the following one")
    @APIResponse(responseCode = "404", description = "no such context")
    public EventPage read(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @QueryParam("after") @DefaultValue("0") @Min(0) @Parameter(description = "events after this position")
                    long after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit,
            @QueryParam("type") @Parameter(description = "only events of this type, or of one of several")
                    List<String> types,
            @QueryParam("stream")
                    @DefaultValue("")
                    @Parameter(description = "only events of streams whose name begins so", example = "order-")
                    String streamPrefix,
            @QueryParam("correlation") @Parameter(description = "only events with this correlation id") @Nullable
                    UUID correlation,
            @QueryParam("tag") @Parameter(description = "only events with this tag, or with all of several")
                    List<String> tags) {
        EventStore store = contexts.application(context).eventStore();
        org.commandery.eventstore.EventPage page =
                store.read(query(types, tags, streamPrefix, correlation), after, limit);
        String next = page.complete()
                ? null
                : uri.getRequestUriBuilder()
                        .replaceQueryParam("after", page.reached())
                        .build()
                        .toString();
        return new EventPage(EventView.of(page.events()), page.reached(), store.head(), next);
    }

    private static EventQuery query(
            List<String> types, List<String> tags, String streamPrefix, @Nullable UUID correlation) {
        try {
            return new EventQuery(
                    List.of(new Criterion(Set.copyOf(types), Set.copyOf(tags), streamPrefix, correlation)));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
    }
}
