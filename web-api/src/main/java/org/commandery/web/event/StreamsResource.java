package org.commandery.web.event;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.Streams;
import org.commandery.eventstore.Streams.Page;
import org.commandery.eventstore.Streams.PageRequest;
import org.commandery.web.context.Contexts;
import org.commandery.web.http.Direction;
import org.commandery.web.http.IfMatch;
import org.commandery.web.http.Sorting;
import org.commandery.web.tenant.Administrators;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shows which streams there are and their events, and deletes them. */
@Path("{context}/streams")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "events")
public class StreamsResource {

    @Inject
    private Contexts contexts;

    @Inject
    private Administrators administrators;

    @Context
    private UriInfo uri;

    /**
     * A page of all streams, deleted ones and {@code $all} included.
     *
     * @param context the bounded context
     * @param page which page
     * @param size how many streams a page has
     * @param search only streams whose name contains this
     * @param sorting by what they are sorted
     */
    @GET
    @Operation(summary = "Lists the streams")
    @APIResponse(responseCode = "200", description = "a page; `next` leads to the following one")
    @APIResponse(responseCode = "404", description = "no such context")
    public StreamList list(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @QueryParam("page") @DefaultValue("1") @Min(1) int page,
            @QueryParam("size") @DefaultValue("50") @Min(1) @Max(1000) int size,
            @QueryParam("search") @DefaultValue("") @Parameter(description = "only streams whose name contains this")
                    String search,
            @QueryParam("sort")
                    @DefaultValue("stream")
                    @Parameter(
                            description = "by what they are sorted; with `-` before it the greatest first",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {
                                                "stream",
                                                "version",
                                                "createdAt",
                                                "deletedAt",
                                                "-stream",
                                                "-version",
                                                "-createdAt",
                                                "-deletedAt"
                                            },
                                            defaultValue = "stream"))
                    Sorting sorting) {
        Page found = contexts.application(context).eventStore().streams().list(request(page, size, search, sorting));
        String next = page >= found.pages()
                ? null
                : uri.getRequestUriBuilder()
                        .replaceQueryParam("page", page + 1)
                        .build()
                        .toString();
        return new StreamList(
                found.streams().stream().map(StreamList.StreamView::of).toList(), found.total(), found.pages(), next);
    }

    private static PageRequest request(int page, int size, String search, Sorting sorting) {
        try {
            return new PageRequest(page, size, search, sorting.by(), sorting.ascending());
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
    }

    /**
     * Soft-deletes a stream: it is neither read nor written to any more, and its events stay in the order of all events.
     *
     * @param context the bounded context
     * @param stream the stream's name
     * @param ifMatch the version that the stream must have, in quotes; empty when any version will do
     * @throws org.commandery.eventstore.StreamNotFound when there is no such stream
     * @throws org.commandery.eventstore.StreamDeleted when it was deleted before
     * @throws org.commandery.eventstore.WrongExpectedVersion when it is at another version
     */
    @DELETE
    @Path("{stream}")
    @Operation(
            summary = "Deletes a stream",
            description =
                    "It is neither read nor written to any more, and its name stays taken. Its events stay in the order of all events. This cannot be undone.")
    @APIResponse(responseCode = "204", description = "the stream is deleted")
    @APIResponse(responseCode = "403", description = "the caller does not have the role `administrator`")
    @APIResponse(responseCode = "404", description = "no such context or stream")
    @APIResponse(responseCode = "410", description = "it was deleted before")
    @APIResponse(responseCode = "412", description = "it is not at the version that `If-Match` names")
    public void delete(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @PathParam("stream") @Parameter(description = "the stream's name", example = "order-o-1") String stream,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(description = "the version that the stream must have, in quotes")
                    List<String> ifMatch) {
        administrators.require("delete streams");
        Streams streams = contexts.application(context).eventStore().streams();
        streams.softDelete(stream, expected(streams, stream, ifMatch));
    }

    /** What the header demands. Of several versions, the one that the stream is at; if it is at none of them, the first is as wrong as any. */
    private static ExpectedVersion expected(Streams streams, String stream, List<String> headers) {
        if (headers.isEmpty()) {
            return ExpectedVersion.ANY;
        }
        IfMatch ifMatch = IfMatch.parse(headers);
        if (ifMatch.exists()) {
            return ExpectedVersion.STREAM_EXISTS;
        }
        long actual = streams.info(stream).version();
        long wanted = ifMatch.versions().contains(actual)
                ? actual
                : ifMatch.versions().stream().findFirst().orElse(0L);
        return ExpectedVersion.exactly(wanted);
    }

    /**
     * A page of a stream.
     *
     * @param context the bounded context
     * @param stream the stream's name
     * @param from the first version that is wanted; null for the stream's beginning, or its end when it is read backward
     * @param limit how many events at most
     * @param direction which way
     * @throws org.commandery.eventstore.StreamNotFound when there is no such stream
     * @throws org.commandery.eventstore.StreamDeleted when it was deleted
     */
    @GET
    @Path("{stream}")
    @Operation(summary = "Reads a stream")
    @APIResponse(responseCode = "200", description = "a page; `next` leads to the following one")
    @APIResponse(responseCode = "404", description = "no such context or stream")
    @APIResponse(responseCode = "410", description = "the stream was deleted")
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
        long last = events.get(limit - 1).number();
        return direction == Direction.FORWARD
                ? Optional.of(last + 1)
                : Optional.of(last - 1).filter(version -> version > 0);
    }
}
