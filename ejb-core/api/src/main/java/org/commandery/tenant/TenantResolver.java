package org.commandery.tenant;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Says for which tenant an HTTP request is. A CDI bean of this type takes the place of the resolvers that come along, which the configuration key
 * {@code commandery.tenant.resolver} chooses from.
 *
 * <p>Whatever it answers is believed. So it answers only what the caller has proved, or what a caller of this server may choose freely.
 */
public interface TenantResolver {

    /**
     * The tenant of a request.
     *
     * @return empty when the request does not say; where an application has tenants, it is then refused
     * @throws TenantRefused when the caller may not have the tenant that it asks for
     */
    Optional<String> tenantOf(HttpServletRequest request);
}
