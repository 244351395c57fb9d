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
        Set<String> own = new TreeSet<>();
        claim(request).ifPresent(own::add);
        tenants.get().stream().filter(tenant -> isOwn(tenant, request)).forEach(own::add);
        return own.size() == 1 ? own.stream().findFirst() : Optional.empty();
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
