package org.commandery.web.tenant;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.commandery.tenant.TenantRefused;
import org.commandery.tenant.TenantResolver;

/**
 * Takes the tenant from what the server has verified of the caller: the claim {@value #CLAIM} of its token, or its role
 * {@code tenant:<name>}. A caller of several tenants chooses by the header {@value HeaderTenant#HEADER}, one of a single tenant cannot leave it.
 */
final class CallerTenant implements TenantResolver {

    static final String CLAIM = "tenant";
    static final String ROLE_PREFIX = "tenant:";

    private final Supplier<? extends Collection<String>> tenants;

    /** @param tenants the names of the tenants that there are */
    CallerTenant(Supplier<? extends Collection<String>> tenants) {
        this.tenants = tenants;
    }

    @Override
    public Optional<String> tenantOf(HttpServletRequest request) {
        Set<String> own = ownTenants(request);
        Optional<String> wanted = new HeaderTenant().tenantOf(request);
        wanted.filter(tenant -> !own.contains(tenant)).ifPresent(tenant -> {
            throw new TenantRefused(tenant);
        });
        return wanted.or(() -> own.size() == 1 ? own.stream().findFirst() : Optional.empty());
    }

    private Set<String> ownTenants(HttpServletRequest request) {
        Principal caller = request.getUserPrincipal();
        Set<String> own = new TreeSet<>();
        if (caller != null) {
            claim(caller).ifPresent(own::add);
            tenants.get().stream()
                    .filter(tenant -> request.isUserInRole(ROLE_PREFIX + tenant))
                    .forEach(own::add);
        }
        return own;
    }

    /** By reflection: a MicroProfile JWT principal has this method, and servers without MicroProfile JWT do not have its class. */
    private static Optional<String> claim(Principal caller) {
        try {
            Object claim = caller.getClass().getMethod("getClaim", String.class).invoke(caller, CLAIM);
            return Optional.ofNullable(claim).map(Object::toString);
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }
}
