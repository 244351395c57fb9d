package org.commandery.web.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Returns the caller's correlation id with answers that do not bear one, errors above all. */
@Provider
@ApplicationScoped
public class CorrelationFilter implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String given = request.getHeaderString(Headers.CORRELATION_ID);
        if (given != null && !response.getHeaders().containsKey(Headers.CORRELATION_ID)) {
            Parameters.asUuid(given).ifPresent(id -> response.getHeaders().putSingle(Headers.CORRELATION_ID, id));
        }
    }
}
