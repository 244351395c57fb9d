package org.commandery.web.tenant;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * As much of a request as says whose it is.
 *
 * @param host the name in the request's address
 * @param header the header {@code X-Tenant}; null for none
 * @param caller who asks; null for nobody in particular
 * @param roles the caller's
 */
record Request(
        String host, @Nullable String header, @Nullable Principal caller, Set<String> roles) {

    static Request of(String... roles) {
        return new Request("localhost", null, () -> "alice", Set.of(roles));
    }

    static Request at(String host) {
        return new Request(host, null, null, Set.of());
    }

    Request naming(String tenant) {
        return new Request(host, tenant, caller, roles);
    }

    Request by(Principal another) {
        return new Request(host, header, another, roles);
    }

    HttpServletRequest asServletRequest() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                Request.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> "X-Tenant".equals(arguments[0]) ? header : null;
                    case "isUserInRole" -> roles.contains(arguments[0]);
                    case "getUserPrincipal" -> caller;
                    case "getServerName" -> host;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
