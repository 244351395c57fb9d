package org.commandery.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commandery.DefinitionException;
import org.commandery.application.BoundedContext;
import org.commandery.application.DispatchOptions;
import org.commandery.application.UnregisteredCommand;
import org.commandery.router.Router;
import org.commandery.runtime.aggregate.AggregateModel;
import org.commandery.runtime.router.CommandRoute;
import org.commandery.runtime.router.RouteTable;
import org.jspecify.annotations.Nullable;

/** Decides as a router says: by the checks, the method or the class that it names for a command, and for the aggregate that the command identifies. */
final class RoutedDecision implements Decision {

    private static final String NAME = "test";

    private final Class<?> aggregate;
    private final RouteTable routes;
    private @Nullable String stream;

    /**
     * @param handlers instances of classes that execute commands; of the others one is made
     * @throws DefinitionException when a deployment with this router would fail, or it does not name the aggregate
     */
    RoutedDecision(Router router, Class<?> aggregate, Object... handlers) {
        this.aggregate = aggregate;
        Map<Class<?>, Object> instances =
                Stream.of(handlers).collect(Collectors.toMap(Object::getClass, Function.identity()));
        this.routes = new RouteTable(Map.of(contextOf(router), router), type -> {
            Object instance = instances.get(type);
            return instance == null ? RouteTable.construct(type) : instance;
        });
    }

    private static String contextOf(Router router) {
        BoundedContext context = router.getClass().getAnnotation(BoundedContext.class);
        return context == null ? NAME : context.value();
    }

    /** The aggregate's methods, under the names that the router gives them. */
    AggregateModel model() {
        return routes.model(aggregate)
                .orElseThrow(() -> new DefinitionException(
                        "the router does not name %s: route its commands to it".formatted(aggregate.getName())));
    }

    /** The stream of the aggregate; empty as long as no command has identified it. */
    Optional<String> stream() {
        return Optional.ofNullable(stream);
    }

    @Override
    public List<Object> on(@Nullable Object state, Object command, DispatchOptions options) throws Throwable {
        CommandRoute route = routes.find(command.getClass())
                .orElseThrow(
                        () -> new UnregisteredCommand(NAME, command.getClass().getName()));
        if (route.aggregate() != model()) {
            throw new AssertionError("%s goes to %s, and the scenario is of %s"
                    .formatted(command, route.aggregate().type().getName(), aggregate.getName()));
        }
        String identity = route.identityOf(command);
        identify(command, route.stream(identity));
        return route.decide(
                state, new ScenarioCommand(NAME, route.context(), command, options.orElse(route.options())), identity);
    }

    private void identify(Object command, String its) {
        if (stream != null && !stream.equals(its)) {
            throw new AssertionError(
                    "%s is for '%s', and the command before was for '%s': a scenario is of one aggregate"
                            .formatted(command, its, stream));
        }
        stream = its;
    }
}
