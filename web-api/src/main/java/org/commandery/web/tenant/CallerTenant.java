package org.commandery.web.tenant;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.commandery.runtime.tenant.TenantRegister;
import org.commandery.tenant.TenantRefused;
import org.commandery.tenant.TenantResolver;

/**
 * Takes the tenant from what the server has verified of the caller: the claim {@value #CLAIM} of its token, or its role
 * {@code tenant:<name>}. A caller of several tenants chooses by the header {@value HeaderTenant#HEADER}, one of a single tenant cannot leave it.
 */
final class CallerTenant implements TenantResolver {

    static final String CLAIM = "tenant";
    static final String ROLE_PREFIX = "tenant:";

    private final Supplier<TenantRegister> tenants;

    /** @param tenants knows which tenants there are; the server says of a caller only whether it has a certain role */
    CallerTenant(Supplier<TenantRegister> tenants) {
        this.tenants = tenants;
    }

    @Override
    public Optional<String> tenantOf(HttpServletRequest request) {
        Optional<String> wanted = new HeaderTenant().tenantOf(request);
        if (wanted.isEmpty()) {
            return onlyTenant(request);
        }
        if (!isOwn(wanted.get(), request)) {
            throw new TenantRefused(wanted.get());
        }
        return wanted;
    }

    private Optional<String> onlyTenant(HttpServletRequest request) {
        Set<String> own = own(tenants.get().names(), request);
        claim(request).ifPresent(own::add);
        if (own.isEmpty()) {
            // Its tenant may have gone a moment ago: that is what it is to hear, and not that it named none.
            own = own(tenants.get().former(), request);
        }
        return own.size() == 1 ? own.stream().findFirst() : Optional.empty();
    }

    private static Set<String> own(Set<String> all, HttpServletRequest request) {
        return all.stream().filter(tenant -> isOwn(tenant, request)).collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean isOwn(String tenant, HttpServletRequest request) {
        return request.isUserInRole(ROLE_PREFIX + tenant)
                || claim(request).filter(tenant::equals).isPresent();
    }

    /** By reflection: a MicroProfile JWT principal has this method, and servers without MicroProfile JWT do not have its class. */
    private static Optional<String> claim(HttpServletRequest request) {
        Principal caller = request.getUserPrincipal();
        if (caller == null) {
            return Optional.empty();
        }
        try {
            Object claim = caller.getClass().getMethod("getClaim", String.class).invoke(caller, CLAIM);
            return Optional.ofNullable(claim).map(Object::toString);
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }
}
