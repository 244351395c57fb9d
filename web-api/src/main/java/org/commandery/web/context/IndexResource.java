package org.commandery.web.context;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.SortedSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What there is: the way in for somebody who knows only the address. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "commandery")
public class IndexResource {

    @Inject
    private Contexts contexts;

    @Context
    private UriInfo uri;

    /** The contexts with their commands and their addresses. */
    @GET
    @Operation(summary = "Lists the contexts with their commands")
    public Index index() {
        return new Index(contexts.names().stream().map(this::entry).toList());
    }

    private Entry entry(String context) {
        return new Entry(
                context,
                contexts.application(context).commandNames(context),
                address(context, "commands"),
                address(context, "events"),
                address(context, "event-types"),
                address(context, "streams"),
                address(context, "subscriptions"));
    }

    private String address(String context, String what) {
        return uri.getBaseUriBuilder()
                .path("{context}")
                .path(what)
                .build(context)
                .toString();
    }

    /**
     * All contexts.
     *
     * @param contexts by name
     */
    public record Index(List<Entry> contexts) {}

    /**
     * A context.
     *
     * @param name its name
     * @param commands the names of its commands
     * @param commandsAt where they are described, and posted to, each under its name
     * @param eventsAt where all events of its application are
     * @param eventTypesAt where the types of its events are
     * @param streamsAt where its streams are
     * @param subscriptionsAt where the subscriptions of its application are
     */
    @JsonbPropertyOrder({"name", "commands", "commandsAt", "eventsAt", "eventTypesAt", "streamsAt", "subscriptionsAt"})
    public record Entry(
            String name,
            SortedSet<String> commands,
            String commandsAt,
            String eventsAt,
            String eventTypesAt,
            String streamsAt,
            String subscriptionsAt) {}
}
