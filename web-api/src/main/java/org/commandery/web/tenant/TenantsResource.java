package org.commandery.web.tenant;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.commandery.runtime.Commandery;
import org.commandery.runtime.tenant.TenantStatus;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shows administrators which tenants there are. */
@Path("tenants")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "tenants")
public class TenantsResource {

    @Inject
    private Administrators administrators;

    /**
     * The tenants of all applications, in whatever state.
     *
     * @throws jakarta.ws.rs.ForbiddenException when the caller is no administrator
     */
    @GET
    @Operation(summary = "Shows how the tenants stand")
    @APIResponse(responseCode = "200", description = "all tenants, by application and name")
    @APIResponse(responseCode = "403", description = "the caller does not have the role `administrator`")
    public TenantList list() {
        administrators.require("see the tenants");
        return new TenantList(Commandery.instance().tenants().list().stream()
                .map(TenantView::of)
                .toList());
    }

    /**
     * All tenants.
     *
     * @param tenants by application and name
     */
    public record TenantList(List<TenantView> tenants) {}

    /**
     * A tenant of an application.
     *
     * @param tenant its name
     * @param application the application of which it is an instance
     * @param state {@code STARTING}, {@code RUNNING} or {@code FAILED}
     * @param failure why it takes no commands; null when it does or is about to
     * @param head the position of its last event; null when its database does not answer
     * @param lag how many events the handler that is furthest behind has yet to handle; null when its database does not answer
     */
    @JsonbNillable
    @JsonbPropertyOrder({"tenant", "application", "state", "failure", "head", "lag"})
    public record TenantView(
            String tenant,
            String application,
            TenantStatus.State state,
            @Nullable String failure,
            @Nullable Long head,
            @Nullable Long lag) {

        static TenantView of(TenantStatus status) {
            return new TenantView(
                    status.tenant(),
                    status.application(),
                    status.state(),
                    status.failure(),
                    status.head() < 0 ? null : status.head(),
                    status.lag() < 0 ? null : status.lag());
        }
    }
}
