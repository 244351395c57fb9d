package org.commandery.web.command;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
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

/** Shows which commands there are, and what they look like. */
@Path("{context}/commands")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "commands")
public class CommandTypesResource {

    @Inject
    private Contexts contexts;

    @Context
    private UriInfo uri;

    /**
     * All commands of a context.
     *
     * @param context the bounded context
     */
    @GET
    @Operation(summary = "Lists the commands with their schemas")
    @APIResponse(responseCode = "200", description = "all commands, by name")
    @APIResponse(responseCode = "404", description = "no such context")
    public CommandTypeList list(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering")
                    String context) {
        return new CommandTypeList(types(context, name -> true).toList());
    }

    /**
     * One command of a context.
     *
     * @param context the bounded context
     * @param command the simple name of the command's class
     */
    @GET
    @Path("{command}")
    @Operation(summary = "Shows a command with its schema")
    @APIResponse(responseCode = "200", description = "the command")
    @APIResponse(responseCode = "404", description = "no such context or command")
    public CommandType get(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @PathParam("command") @Parameter(description = "the command's name", example = "PlaceOrder")
                    String command) {
        return types(context, command::equals)
                .findFirst()
                .orElseThrow(
                        () -> new NotFoundException("context '%s' has no command '%s'".formatted(context, command)));
    }

    private Stream<CommandType> types(String context, Predicate<String> name) {
        Catalog catalog = contexts.catalog(context);
        JsonSchemas schemas = JsonSchemas.ofCommands(catalog.validator());
        return catalog.commands(context).stream()
                .filter(route -> name.test(route.command().getSimpleName()))
                .map(route -> CommandType.of(
                        route, address(context, route.command().getSimpleName()), schemas.document(route.command())));
    }

    private String address(String context, String command) {
        return uri.getBaseUriBuilder()
                .path("{context}/commands/{command}")
                .build(context, command)
                .toString();
    }

    /**
     * All commands of a context.
     *
     * @param commands by name
     */
    public record CommandTypeList(List<CommandType> commands) {}
}
