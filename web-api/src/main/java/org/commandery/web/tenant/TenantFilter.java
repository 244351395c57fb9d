package org.commandery.web.tenant;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import org.commandery.runtime.Commandery;
import org.commandery.runtime.tenant.CurrentTenant;

/** Lets a request's thread work for the request's tenant. Where no application has tenants, it does nothing. */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
public class TenantFilter extends HttpFilter {

    @Serial
    private static final long serialVersionUID = 1L;

    @Inject
    private transient TenantSelection selection;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!Commandery.instance().hasTenants()) {
            chain.doFilter(request, response);
            return;
        }
        if (selection.isVerified() && request.getUserPrincipal() == null) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"ApplicationRealm\", charset=\"UTF-8\"");
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        String before = CurrentTenant.replace(selection.tenantOf(request).orElse(null));
        try {
            chain.doFilter(request, response);
        } finally {
            CurrentTenant.replace(before);
        }
    }
}
