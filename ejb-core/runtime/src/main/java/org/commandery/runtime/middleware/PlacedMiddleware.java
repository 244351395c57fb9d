package org.commandery.runtime.middleware;

import java.util.Optional;
import org.commandery.middleware.Middleware;

/**
 * A middleware and its place.
 *
 * @param middleware the middleware
 * @param priority the lowest is called first on the way in
 * @param context the only bounded context whose commands it is called for; empty for all
 */
public record PlacedMiddleware(Middleware middleware, int priority, Optional<String> context) {

    /** A middleware for all commands. */
    public static PlacedMiddleware of(Middleware middleware, int priority) {
        return new PlacedMiddleware(middleware, priority, Optional.empty());
    }

    boolean isFor(String wanted) {
        return context.isEmpty() || context.get().equals(wanted);
    }
}
