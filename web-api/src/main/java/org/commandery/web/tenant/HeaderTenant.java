package org.commandery.web.tenant;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.commandery.tenant.TenantResolver;

/** Takes the tenant from the header {@value #HEADER}. Any caller can be any tenant: for trial, and behind a gateway that sets the header itself. */
final class HeaderTenant implements TenantResolver {

    static final String HEADER = "X-Tenant";

    @Override
    public Optional<String> tenantOf(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HEADER)).filter(tenant -> !tenant.isBlank());
    }
}
