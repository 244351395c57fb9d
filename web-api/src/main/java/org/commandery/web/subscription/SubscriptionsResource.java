package org.commandery.web.subscription;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;
import java.util.List;
import org.commandery.web.context.Contexts;
import org.commandery.web.problem.Problem;
import org.commandery.web.problem.ProblemType;
import org.commandery.web.subscription.Handlers.Handler;
import org.commandery.web.tenant.Administrators;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shows how far the handlers are, and lets administrators pause, resume, reset, move and rebuild them. Operations hold on all nodes. */
@Path("{context}/subscriptions")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "subscriptions")
public class SubscriptionsResource {

    private static final String OPERATE = "operate subscriptions";

    @Inject
    private Contexts contexts;

    @Inject
    private Administrators administrators;

    @Inject
    private HttpServletRequest caller;

    @Context
    private HttpHeaders headers;

    private Handlers handlers(String context) {
        return new Handlers(contexts.application(context), context);
    }

    private Handler handler(String context, String name) {
        administrators.require(OPERATE);
        return handlers(context).find(name);
    }

    /**
     * The subscriptions of a context's handlers, to its own events and to those of other applications.
     *
     * @param context the bounded context
     */
    @GET
    @Operation(summary = "Shows how the subscriptions stand")
    @APIResponse(
            responseCode = "200",
            description =
                    "all subscriptions, by name: those whose handlers are on this node, and those that only the store knows")
    @APIResponse(responseCode = "404", description = "no such context")
    public SubscriptionList list(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering")
                    String context) {
        return new SubscriptionList(handlers(context).views());
    }

    /**
     * The subscription of a handler.
     *
     * @param context the bounded context
     * @param name the handler's name
     * @throws NotFoundException when there is none of that name
     */
    @GET
    @Path("{name}")
    @Operation(summary = "Shows how a subscription stands")
    @APIResponse(responseCode = "200", description = "how it stands")
    @APIResponse(responseCode = "404", description = "no such context or handler")
    public SubscriptionView show(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @PathParam("name") @Parameter(description = "the handler's name", example = "orders") String name) {
        return handlers(context).view(name);
    }

    /**
     * Pauses a handler. When this returns, no node can commit work of it any more.
     *
     * @param context the bounded context
     * @param name the handler's name
     * @param body says why; may be empty
     * @throws NotFoundException when there is none of that name
     */
    @POST
    @Path("{name}/pause")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Pauses a handler",
            description =
                    "On all nodes, until somebody resumes it, also over restarts. One that is paused already gets the new reason.")
    @RequestBody(
            description = "why, for people, in up to 500 letters; may be left out",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            properties = @SchemaProperty(name = "reason", type = SchemaType.STRING))))
    @APIResponse(responseCode = "204", description = "no node can commit work of it any more")
    @APIResponse(responseCode = "400", description = "the reason cannot be read, or is too long")
    @APIResponse(responseCode = "403", description = "the caller does not have the role `administrator`")
    @APIResponse(responseCode = "404", description = "no such context or handler")
    @APIResponse(responseCode = "415", description = "there is a body, and it is not `application/json`")
    public void pause(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @PathParam("name") @Parameter(description = "the handler's name", example = "orders") String name,
            InputStream body)
            throws IOException {
        Handler handler = handler(context, name);
        requireJson();
        String reason = OperationBody.reason(body).orElseGet(() -> "paused over HTTP by " + callersName());
        requireCheckpoint(handler.subscriptions().pause(handler.subscription(), reason), handler);
    }

    /**
     * Ends a pause.
     *
     * @param context the bounded context
     * @param name the handler's name
     * @throws NotFoundException when there is none of that name
     */
    @POST
    @Path("{name}/resume")
    @Operation(
            summary = "Ends the pause of a handler",
            description = "On all nodes; a node takes it up within moments. One that is not paused stays as it is.")
    @APIResponse(responseCode = "204", description = "it is not paused any more")
    @APIResponse(responseCode = "403", description = "the caller does not have the role `administrator`")
    @APIResponse(responseCode = "404", description = "no such context or handler")
    public void resume(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @PathParam("name") @Parameter(description = "the handler's name", example = "orders") String name) {
        Handler handler = handler(context, name);
        requireCheckpoint(handler.subscriptions().resume(handler.subscription()), handler);
    }

    /**
     * Has a handler on this node prepare for getting its events again, moves it to where it began, and gives its dead letters up.
     *
     * @param context the bounded context
     * @param name the handler's name
     * @throws NotFoundException when there is none of that name
     * @throws Exception what the handler failed with: nothing has changed
     */
    @POST
    @Path("{name}/reset")
    @Operation(
            summary = "Has a handler begin anew",
            description =
                    "Calls its method `beforeReset` if it has one, moves it on all nodes to where it began, and drops its dead letters, in one transaction. One that is paused stays so.")
    @APIResponse(
            responseCode = "204",
            description = "it is where it began; work of before cannot be committed any more")
    @APIResponse(responseCode = "403", description = "the caller does not have the role `administrator`")
    @APIResponse(responseCode = "404", description = "no such context or handler")
    @APIResponse(responseCode = "409", description = "the handler is not on this node; nothing has changed")
    @APIResponse(responseCode = "500", description = "the handler's `beforeReset` failed; nothing has changed")
    public void reset(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @PathParam("name") @Parameter(description = "the handler's name", example = "orders") String name)
            throws Exception {
        Handler handler = handler(context, name);
        if (!handler.subscriptions().reset(handler.subscription())) {
            throw notHere(handler);
        }
    }

    /**
     * Moves a handler to a position. Its dead letters stay.
     *
     * @param context the bounded context
     * @param name the handler's name
     * @param body says where to
     * @throws NotFoundException when there is none of that name
     */
    @POST
    @Path("{name}/move")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Moves a handler forward or back",
            description =
                    "On all nodes: it goes on after that position. The handler is not called, its dead letters stay, and one that is paused stays so.")
    @RequestBody(
            required = true,
            description = "the last position that counts as handled, from 0 to that of the last event",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            requiredProperties = "position",
                                            properties =
                                                    @SchemaProperty(name = "position", type = SchemaType.INTEGER))))
    @APIResponse(responseCode = "204", description = "it is there; work of before cannot be committed any more")
    @APIResponse(responseCode = "400", description = "the body names no position from 0 to that of the last event")
    @APIResponse(responseCode = "403", description = "the caller does not have the role `administrator`")
    @APIResponse(responseCode = "404", description = "no such context or handler")
    public void move(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @PathParam("name") @Parameter(description = "the handler's name", example = "orders") String name,
            InputStream body)
            throws IOException {
        Handler handler = handler(context, name);
        long position = OperationBody.position(body, handler.store().head());
        requireCheckpoint(handler.subscriptions().move(handler.subscription(), position), handler);
    }

    /**
     * Rebuilds the tables of a handler on this node beside the live ones, which it goes on to fill meanwhile.
     *
     * @param context the bounded context
     * @param name the handler's name
     * @throws NotFoundException when there is none of that name
     */
    @POST
    @Path("{name}/rebuild")
    @Operation(
            summary = "Rebuilds the tables of a handler beside the live ones",
            description =
                    "They take the place of the live ones when they are up to date; `rebuild` of the subscription says how far that is. One that was begun before goes on.")
    @APIResponse(responseCode = "202", description = "the rebuild has begun")
    @APIResponse(responseCode = "403", description = "the caller does not have the role `administrator`")
    @APIResponse(responseCode = "404", description = "no such context or handler")
    @APIResponse(
            responseCode = "409",
            description =
                    "the handler is not on this node, it names no tables, or they cannot be replaced; nothing has changed")
    public Response rebuild(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @PathParam("name") @Parameter(description = "the handler's name", example = "orders") String name) {
        Handler handler = handler(context, name);
        if (!handler.subscriptions().rebuild(handler.subscription())) {
            throw notHere(handler);
        }
        return Response.accepted().build();
    }

    /**
     * Gives a rebuild up. The live tables stay as they are.
     *
     * @param context the bounded context
     * @param name the handler's name
     * @throws NotFoundException when there is none
     */
    @DELETE
    @Path("{name}/rebuild")
    @Operation(summary = "Gives a rebuild up", description = "The live tables stay as they are.")
    @APIResponse(responseCode = "204", description = "there is no rebuild any more")
    @APIResponse(responseCode = "403", description = "the caller does not have the role `administrator`")
    @APIResponse(responseCode = "404", description = "no such context, handler or rebuild")
    public void abandonRebuild(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @PathParam("name") @Parameter(description = "the handler's name", example = "orders") String name) {
        Handler handler = handler(context, name);
        if (!handler.subscriptions().abandonRebuild(handler.subscription())) {
            throw new NotFoundException("'%s' is not being rebuilt".formatted(handler.subscription()));
        }
    }

    private static RuntimeException notHere(Handler handler) {
        return Problem.of(
                        ProblemType.HANDLER_NOT_HERE,
                        "the handler '%s' is not on this node, or was stopped here; nothing has changed"
                                .formatted(handler.subscription()))
                .exception();
    }

    /** {@code @Consumes} would refuse a request without a body as well. */
    private void requireJson() {
        MediaType type = headers.getMediaType();
        if (type != null && !type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
            throw new NotSupportedException();
        }
    }

    private static void requireCheckpoint(boolean found, Handler handler) {
        if (!found) {
            throw new NotFoundException("'%s' has no checkpoint yet".formatted(handler.subscription()));
        }
    }

    private String callersName() {
        @Nullable Principal principal = caller.getUserPrincipal();
        return principal == null ? "somebody" : principal.getName();
    }

    /**
     * All subscriptions.
     *
     * @param subscriptions by name
     */
    public record SubscriptionList(List<SubscriptionView> subscriptions) {}
}
