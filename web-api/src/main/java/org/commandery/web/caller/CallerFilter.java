package org.commandery.web.caller;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.security.Principal;
import java.util.Optional;
import org.commandery.middleware.Caller;
import org.commandery.runtime.middleware.CurrentCaller;

/** Says for the time of a request who sends it, as the server has verified it. */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
public class CallerFilter extends HttpFilter {

    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Caller before = CurrentCaller.replace(new Sender(request));
        try {
            chain.doFilter(request, response);
        } finally {
            CurrentCaller.replace(before);
        }
    }

    /** The sender of a request. */
    private record Sender(HttpServletRequest request) implements Caller {

        @Override
        public Optional<String> name() {
            return Optional.ofNullable(request.getUserPrincipal()).map(Principal::getName);
        }

        @Override
        public boolean isInRole(String role) {
            return request.isUserInRole(role);
        }
    }
}
