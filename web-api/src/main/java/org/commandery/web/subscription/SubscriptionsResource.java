package org.commandery.web.subscription;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.commandery.web.context.Contexts;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows how far the handlers are. */
@Path("{context}/subscriptions")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "subscriptions")
public class SubscriptionsResource {

    @Inject
    private Contexts contexts;

    /**
     * The subscriptions of a context's handlers on this node, to its own events and to those of other applications.
     *
     * @param context the bounded context
     */
    @GET
    @Operation(summary = "Shows how the subscriptions stand")
    @APIResponse(responseCode = "200", description = "all subscriptions on this node, by name")
    @APIResponse(responseCode = "404", description = "no such context")
    public SubscriptionList list(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering")
                    String context) {
        return new SubscriptionList(contexts.subscriptions(context).stream()
                .map(SubscriptionView::of)
                .toList());
    }

    /**
     * All subscriptions.
     *
     * @param subscriptions by name
     */
    public record SubscriptionList(List<SubscriptionView> subscriptions) {}
}
