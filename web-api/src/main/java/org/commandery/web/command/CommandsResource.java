package org.commandery.web.command;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.commandery.application.ConsistencyTimeout;
import org.commandery.application.DispatchOptions;
import org.commandery.application.ExecutionResult;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.web.context.Contexts;
import org.commandery.web.http.Headers;
import org.commandery.web.http.IfMatch;
import org.commandery.web.http.Metadata;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes commands. */
@Path("{context}/commands")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "commands")
public class CommandsResource {

    @Inject
    private Contexts contexts;

    /**
     * Dispatches a command and answers when its events are stored.
     *
     * @param context the bounded context
     * @param command the simple name of the command's class
     * @param ifMatch the versions at which the caller knows the aggregate; empty when any will do
     * @param idempotencyKey the command's id; null to have one made up
     * @param correlationId what the request belongs to; null to have one made up
     * @param causationId what caused the command; null when that is the command itself
     * @param metadata values to store with the events; empty for none
     * @param prefer what the caller would like
     * @param waitFor which handlers to wait for; null for all
     * @param timeout how long it may take to be decided; null for the default
     * @param attempts how often it is executed at most; null for the default
     * @param body the command, a JSON object
     */
    @POST
    @Path("{command}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Dispatches a command", description = "Answers when the command's events are stored.")
    @RequestBody(
            required = true,
            description = "the command's fields",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(
            responseCode = "200",
            description = "the events are stored; with `Prefer: wait`, the read models show them",
            headers = {
                @Header(
                        name = "ETag",
                        description = "the aggregate's version in quotes",
                        schema = @Schema(type = SchemaType.STRING, examples = "\"3\"")),
                @Header(
                        name = Headers.CORRELATION_ID,
                        description = "given or made up",
                        schema = @Schema(type = SchemaType.STRING, format = "uuid")),
                @Header(
                        name = Headers.POSITION,
                        description = "the position of the last event: what `If-Position` takes with a query",
                        schema = @Schema(type = SchemaType.INTEGER, examples = "17")),
                @Header(
                        name = Headers.PREFERENCE_APPLIED,
                        description = "`wait` and `return` when they were asked for",
                        schema = @Schema(type = SchemaType.STRING))
            },
            content = @Content(schema = @Schema(implementation = CommandReceipt.class)))
    @APIResponse(responseCode = "204", description = "the same, with `Prefer: return=minimal`")
    @APIResponse(
            responseCode = "202",
            description =
                    "the events are stored, but the time of `Prefer: wait` was over before the read models showed them",
            content = @Content(schema = @Schema(implementation = CommandReceipt.class)))
    @APIResponse(responseCode = "400", description = "malformed, or a constraint is broken: `fields` says which")
    @APIResponse(responseCode = "401", description = "the command is not for everyone, and the caller is unknown")
    @APIResponse(responseCode = "403", description = "the caller may not send this command")
    @APIResponse(responseCode = "404", description = "no such context or command")
    @APIResponse(responseCode = "409", description = "others wrote to the stream each time; try again")
    @APIResponse(
            responseCode = "412",
            description = "the stream is at another version than `If-Match` says; nothing was stored")
    @APIResponse(responseCode = "415", description = "the body is not `application/json`")
    @APIResponse(responseCode = "422", description = "the aggregate refused the command, and `detail` says why")
    @APIResponse(responseCode = "503", description = "the database is away, or the time of `X-Timeout` was over")
    public Response dispatch(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @PathParam("command") @Parameter(description = "the command's name", example = "PlaceOrder") String command,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(
                            description = "the version that the aggregate must be at, in quotes; `*`: it must exist",
                            schema = @Schema(type = SchemaType.STRING))
                    List<String> ifMatch,
            @HeaderParam(Headers.IDEMPOTENCY_KEY)
                    @Parameter(
                            description =
                                    "becomes the command's id: sent again with the same key, it is not executed again and the first answer is returned")
                    @Nullable
                    UUID idempotencyKey,
            @HeaderParam(Headers.CORRELATION_ID) @Parameter(description = "stored with the events") @Nullable
                    UUID correlationId,
            @HeaderParam(Headers.CAUSATION_ID) @Parameter(description = "stored with the events") @Nullable
                    UUID causationId,
            @HeaderParam(Headers.METADATA)
                    @Parameter(
                            description =
                                    "stored with the events: `name=value`, several with commas between, values percent-encoded",
                            schema = @Schema(type = SchemaType.STRING, examples = "shop=berlin, note=two%20words"))
                    List<String> metadata,
            @HeaderParam(Headers.PREFER)
                    @Parameter(
                            description =
                                    "`wait=<seconds>`, 60 at most: answer when the read models show the events; `return=minimal`: 204, no body; `return=representation`: the aggregate's `state` and the events' `data` too",
                            schema = @Schema(type = SchemaType.STRING))
                    List<String> prefer,
            @HeaderParam(Headers.WAIT_FOR)
                    @Parameter(
                            description =
                                    "with `Prefer: wait`: the names of the handlers to wait for, of those that are strong; all when this is absent",
                            example = "ordering.orders")
                    @Nullable
                    String waitFor,
            @HeaderParam(Headers.TIMEOUT)
                    @Parameter(
                            description =
                                    "how many seconds the command may take to be decided; after that, nothing is stored",
                            example = "2.5")
                    @Nullable
                    String timeout,
            @HeaderParam(Headers.ATTEMPTS)
                    @Parameter(
                            description =
                                    "how often it is executed at most, 1 to 100, while others write to its aggregate",
                            example = "3")
                    @Nullable
                    String attempts,
            InputStream body)
            throws IOException {
        RunningApplication application = contexts.application(context);
        Object decoded = CommandBody.read(body, commandType(application, context, command), application.codec());
        RequestedOptions requested = RequestedOptions.of(prefer, waitFor, timeout, attempts);
        DispatchOptions options = withIds(requested.options(), idempotencyKey, correlationId, causationId)
                .metadata(Metadata.parse(metadata));
        if (!ifMatch.isEmpty()) {
            options = Precondition.add(
                    IfMatch.parse(ifMatch), options, application.eventStore(), application.streamOf(decoded));
        }
        try {
            ExecutionResult result = application.dispatch(decoded, options);
            Response.ResponseBuilder answer = answer(requested, result, application);
            applied(requested).ifPresent(preferences -> answer.header(Headers.PREFERENCE_APPLIED, preferences));
            return answer.build();
        } catch (ConsistencyTimeout stored) {
            return answer(Response.Status.ACCEPTED, stored.result())
                    .entity(CommandReceipt.of(stored.result()))
                    .build();
        }
    }

    private static Class<?> commandType(RunningApplication application, String context, String command) {
        return application
                .commandType(context, command)
                .orElseThrow(() -> new NotFoundException("context '%s' has no command '%s', it has: %s"
                        .formatted(context, command, String.join(", ", application.commandNames(context)))));
    }

    private static DispatchOptions withIds(
            DispatchOptions requested,
            @Nullable UUID commandId,
            @Nullable UUID correlationId,
            @Nullable UUID causationId) {
        DispatchOptions options = requested;
        options = commandId == null ? options : options.commandId(commandId);
        options = correlationId == null ? options : options.correlationId(correlationId);
        return causationId == null ? options : options.causationId(causationId);
    }

    private static Response.ResponseBuilder answer(
            RequestedOptions requested, ExecutionResult result, RunningApplication application) {
        if (requested.isMinimal()) {
            return answer(Response.Status.NO_CONTENT, result);
        }
        boolean whole = requested.options().returning().isPresent();
        return answer(Response.Status.OK, result)
                .entity(whole ? CommandReceipt.whole(result, application.codec()) : CommandReceipt.of(result));
    }

    private static Response.ResponseBuilder answer(Response.Status status, ExecutionResult result) {
        return Response.status(status)
                .tag(new EntityTag(Long.toString(result.version())))
                .header(Headers.CORRELATION_ID, result.correlationId())
                .header(Headers.POSITION, result.position());
    }

    private static Optional<String> applied(RequestedOptions requested) {
        return Stream.concat(
                        requested.returning().map("return="::concat).stream(),
                        requested.waiting().map(time -> "wait").stream())
                .reduce((one, other) -> one + ", " + other);
    }
}
