package org.commandery.web.tenant;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.commandery.tenant.TenantResolver;

/** Takes the tenant from the host's name: its first label, {@code acme} of {@code acme.shop.example}. A host without a dot names none. */
final class HostTenant implements TenantResolver {

    @Override
    public Optional<String> tenantOf(HttpServletRequest request) {
        String host = request.getServerName();
        int dot = host.indexOf('.');
        return dot > 0 && !isAddress(host) ? Optional.of(host.substring(0, dot)) : Optional.empty();
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(letter -> letter == '.' || Character.isDigit(letter));
    }
}
