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
import java.util.Optional;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.web.context.Contexts;
import org.commandery.web.http.Direction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shows the events of a stream. */
@Path("{context}/streams")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "events")
public class StreamsResource {

    @Inject
    private Contexts contexts;

    @Context
    private UriInfo uri;

    /**
     * A page of a stream.
     *
     * @param context the bounded context
     * @param stream the stream's name
     * @param from the first version that is wanted; null for the stream's beginning, or its end when it is read backward
     * @param limit how many events at most
     * @param direction which way
     * @throws org.commandery.eventstore.StreamNotFound when there is no such stream
     */
    @GET
    @Path("{stream}")
    @Operation(summary = "Reads a stream")
    @APIResponse(responseCode = "200", description = "a page; `next` leads to the following one")
    @APIResponse(responseCode = "404", description = "no such context or stream")
    public StreamPage read(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @PathParam("stream") @Parameter(description = "the stream's name", example = "order-o-1") String stream,
            @QueryParam("from")
                    @Parameter(
                            description =
                                    "the first version that is wanted; by default where the stream begins, or ends when it is read backward")
                    @Min(0)
                    @Nullable
                    Long from,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit,
            @QueryParam("direction")
                    @DefaultValue("forward")
                    @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"forward", "backward"},
                                            defaultValue = "forward"))
                    Direction direction) {
        EventStore store = contexts.application(context).eventStore();
        List<RecordedEvent> events = direction == Direction.FORWARD
                ? store.readForward(stream, from == null ? 1 : from, limit)
                : store.readBackward(stream, from == null ? Long.MAX_VALUE : from, limit);
        String next = following(events, limit, direction)
                .map(version -> uri.getAbsolutePathBuilder()
                        .queryParam("from", version)
                        .queryParam("limit", limit)
                        .queryParam("direction", direction)
                        .build()
                        .toString())
                .orElse(null);
        return new StreamPage(stream, EventView.of(events), next);
    }

    /** The version after a full page; empty when there is none. */
    private static Optional<Long> following(List<RecordedEvent> events, int limit, Direction direction) {
        if (events.size() < limit) {
            return Optional.empty();
        }
        long last = events.get(limit - 1).version();
        return direction == Direction.FORWARD
                ? Optional.of(last + 1)
                : Optional.of(last - 1).filter(version -> version > 0);
    }
}
