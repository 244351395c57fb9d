package org.commandery.web.consistency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.PathSegment;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commandery.application.Consistency;
import org.commandery.application.DispatchOptions;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.subscription.SubscriptionDefinition;
import org.commandery.web.context.Contexts;
import org.commandery.web.http.Headers;
import org.commandery.web.http.Preferences;
import org.commandery.web.problem.Problem;
import org.commandery.web.problem.ProblemType;

/**
 * Lets a query below a context's address wait until the context's strong handlers have handled a position, wherever they are, so that whoever has sent a
 * command sees what came of it, on any node. The position is one of the application that the context runs in; handlers that follow another
 * application are not waited for.
 */
@Provider
@ApplicationScoped
public class PositionFilter implements ContainerRequestFilter {

    private static final Set<String> QUERIES = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    @Inject
    private Contexts contexts;

    @Override
    public void filter(ContainerRequestContext request) {
        if (!QUERIES.contains(request.getMethod())) {
            return;
        }
        OptionalLong position = position(request);
        if (position.isPresent()) {
            context(request).ifPresent(context -> await(position.getAsLong(), context, request));
        }
    }

    private static OptionalLong position(ContainerRequestContext request) {
        List<String> parameters =
                request.getUriInfo().getQueryParameters().getOrDefault(PositionToken.PARAMETER, List.of());
        try {
            return PositionToken.highest(
                    Stream.concat(headers(request, Headers.IF_POSITION).stream(), parameters.stream()));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(
                    "'%s' or '%s': %s".formatted(Headers.IF_POSITION, PositionToken.PARAMETER, e.getMessage()), e);
        }
    }

    private Optional<String> context(ContainerRequestContext request) {
        return request.getUriInfo().getPathSegments().stream()
                .findFirst()
                .map(PathSegment::getPath)
                .filter(contexts.names()::contains);
    }

    private void await(long position, String context, ContainerRequestContext request) {
        RunningApplication application = contexts.application(context);
        Set<String> named = Preferences.handlers(request.getHeaderString(Headers.WAIT_FOR));
        Set<String> handlers = named.isEmpty() ? strongHandlers(application, context) : named;
        Duration timeout = Preferences.waiting(headers(request, Headers.PREFER))
                .orElse(DispatchOptions.DEFAULT_CONSISTENCY_TIMEOUT);
        // An empty set would stand for the handlers of all contexts.
        if (!handlers.isEmpty() && !application.awaitHandlers(position, timeout, handlers)) {
            throw Problem.of(
                            ProblemType.CONSISTENCY_TIMEOUT,
                            "the handlers have not handled position %d within %d ms"
                                    .formatted(position, timeout.toMillis()))
                    .with("position", position)
                    .exception();
        }
    }

    private static Set<String> strongHandlers(RunningApplication application, String context) {
        return application.subscriptions().definitions().stream()
                .filter(definition -> definition.consistency() == Consistency.STRONG)
                .map(SubscriptionDefinition::name)
                .filter(name -> name.startsWith(context + "."))
                .collect(Collectors.toSet());
    }

    private static List<String> headers(ContainerRequestContext request, String name) {
        return request.getHeaders().getOrDefault(name, List.of());
    }
}
