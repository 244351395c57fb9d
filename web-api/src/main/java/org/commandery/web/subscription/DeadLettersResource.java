package org.commandery.web.subscription;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.commandery.eventstore.DeadLetter;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.web.context.Contexts;
import org.commandery.web.subscription.Handlers.Handler;
import org.commandery.web.tenant.Administrators;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a handler has put aside: administrators look at it, have it delivered again, or give it up. */
@Path("{context}/subscriptions/{name}/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "subscriptions")
public class DeadLettersResource {

    @Inject
    private Contexts contexts;

    @Inject
    private Administrators administrators;

    @Context
    private UriInfo uri;

    private Handler handler(String context, String name, String what) {
        administrators.require(what);
        return new Handlers(contexts.application(context), context).find(name);
    }

    /**
     * A page of a handler's dead letters.
     *
     * @param context the bounded context
     * @param name the handler's name
     * @param after those of events after this position
     * @param limit how many at most
     */
    @GET
    @Operation(
            summary = "Shows what a handler has put aside",
            description = "In the order of the events, which are as they are stored: personal data are encrypted")
    @APIResponse(responseCode = "200", description = "a page; `next` leads to the following one")
    @APIResponse(responseCode = "403", description = "the caller does not have the role `administrator`")
    @APIResponse(responseCode = "404", description = "no such context or handler")
    public DeadLetterPage list(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @PathParam("name") @Parameter(description = "the handler's name", example = "orders") String name,
            @QueryParam("after")
                    @DefaultValue("0")
                    @Min(0)
                    @Parameter(description = "those of events after this position")
                    long after,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit) {
        Handler handler = handler(context, name, "see dead letters");
        List<DeadLetter> letters = handler.store().deadLetters().list(handler.subscription(), after, limit);
        String next = letters.size() < limit
                ? null
                : uri.getRequestUriBuilder()
                        .replaceQueryParam("after", letters.get(limit - 1).position())
                        .build()
                        .toString();
        return new DeadLetterPage(
                letters.stream()
                        .map(letter -> DeadLetterView.of(letter, event(handler.store(), letter.position())))
                        .toList(),
                next);
    }

    private static Optional<RecordedEvent> event(EventStore store, long position) {
        return store.readAllForward(position - 1, 1).stream()
                .filter(event -> event.position() == position)
                .findFirst();
    }

    /**
     * Has dead letters delivered again, in order.
     *
     * @param context the bounded context
     * @param name the handler's name
     * @param key those of this key; null for all
     */
    @POST
    @Path("retry")
    @Operation(
            summary = "Has dead letters delivered again",
            description =
                    "Those of a key, or all, in order. The node that works on them does it soon, unless the handler is paused. One that fails again stays, and so do those behind it.")
    @APIResponse(
            responseCode = "202",
            description = "how many are to be delivered again",
            content = @Content(schema = @Schema(implementation = DeadLetterCount.class)))
    @APIResponse(responseCode = "403", description = "the caller does not have the role `administrator`")
    @APIResponse(responseCode = "404", description = "no such context or handler")
    public Response retry(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @PathParam("name") @Parameter(description = "the handler's name", example = "orders") String name,
            @QueryParam("key")
                    @Parameter(description = "only those of this key; all when this is absent", example = "order-o-1")
                    @Nullable
                    String key) {
        Handler handler = handler(context, name, "retry dead letters");
        int letters = handler.subscriptions().retryDeadLetters(handler.subscription(), key);
        return Response.accepted(new DeadLetterCount(letters)).build();
    }

    /**
     * Gives up the dead letters of a key, or all.
     *
     * @param context the bounded context
     * @param name the handler's name
     * @param key those of this key; null for all
     * @param all true when all are meant
     * @throws BadRequestException when it does not say whether all are meant, or those of a key
     */
    @DELETE
    @Operation(
            summary = "Gives up dead letters",
            description = "Those of a key, or all: the handler will never get their events. This cannot be undone.")
    @APIResponse(responseCode = "200", description = "how many were given up")
    @APIResponse(responseCode = "400", description = "neither `key` nor `all=true`, or both")
    @APIResponse(responseCode = "403", description = "the caller does not have the role `administrator`")
    @APIResponse(responseCode = "404", description = "no such context or handler")
    public DeadLetterCount drop(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @PathParam("name") @Parameter(description = "the handler's name", example = "orders") String name,
            @QueryParam("key") @Parameter(description = "those of this key", example = "order-o-1") @Nullable
                    String key,
            @QueryParam("all") @DefaultValue("false") @Parameter(description = "`true` for all") boolean all) {
        Handler handler = handler(context, name, "give up dead letters");
        if (all == (key != null)) {
            throw new BadRequestException("say which dead letters: those of one 'key', or 'all=true'");
        }
        return new DeadLetterCount(handler.store().deadLetters().drop(handler.subscription(), key));
    }

    /**
     * Gives up one dead letter.
     *
     * @param context the bounded context
     * @param name the handler's name
     * @param position the event's position
     * @throws NotFoundException when there is none
     */
    @DELETE
    @Path("{position: \\d{1,18}}")
    @Operation(
            summary = "Gives up a dead letter",
            description = "The handler will never get its event. Others of its key stay. This cannot be undone.")
    @APIResponse(responseCode = "204", description = "it is given up")
    @APIResponse(responseCode = "403", description = "the caller does not have the role `administrator`")
    @APIResponse(responseCode = "404", description = "no such context, handler or dead letter")
    public void dropOne(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @PathParam("name") @Parameter(description = "the handler's name", example = "orders") String name,
            @PathParam("position") @Parameter(description = "the event's position", example = "17") long position) {
        Handler handler = handler(context, name, "give up dead letters");
        if (!handler.store().deadLetters().drop(handler.subscription(), position)) {
            throw new NotFoundException("'%s' has no dead letter %d".formatted(handler.subscription(), position));
        }
    }

    /**
     * Dead letters in the order of their events.
     *
     * @param deadLetters the earliest first
     * @param next where the next page is; null when this one may be the last
     */
    @JsonbNillable
    @JsonbPropertyOrder({"deadLetters", "next"})
    public record DeadLetterPage(
            List<DeadLetterView> deadLetters, @Nullable String next) {}

    /**
     * How many dead letters something was done to.
     *
     * @param deadLetters how many
     */
    public record DeadLetterCount(int deadLetters) {}
}
