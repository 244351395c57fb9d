package org.commandery.runtime.router;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commandery.DefinitionException;
import org.commandery.router.Router;
import org.commandery.router.Routes;
import org.commandery.runtime.aggregate.AggregateModel;
import org.jspecify.annotations.Nullable;

/** All routes of an application, of all its contexts, checked. */
public final class RouteTable {

    private final Map<Class<?>, CommandRoute> routes = new LinkedHashMap<>();
    private final Map<Class<?>, AggregateRoutes> aggregates = new HashMap<>();

    /**
     * Reads the routers of the contexts that run in one application.
     *
     * @param routers the router of each context, by the context's name
     * @throws DefinitionException when a route cannot work or two contradict each other
     */
    public RouteTable(Map<String, Router> routers) {
        routers.forEach((context, router) -> {
            List<AggregateRoutes> declared = new ArrayList<>();
            router.configure(type -> {
                AggregateRoutes aggregate = new AggregateRoutes(context, type);
                declared.add(aggregate);
                return aggregate;
            });
            declared.forEach(this::add);
        });
    }

    private void add(AggregateRoutes declared) {
        AggregateRoutes other = aggregates.put(declared.type, declared);
        if (other != null) {
            throw new DefinitionException("%s is routed twice, in context '%s' and in '%s': name it once"
                    .formatted(declared.type.getName(), other.context, declared.context));
        }
        declared.routes().forEach(route -> {
            CommandRoute first = routes.putIfAbsent(route.command(), route);
            if (first != null) {
                throw new DefinitionException("%s is routed twice, to %s and to %s: a command has one aggregate"
                        .formatted(
                                route.command().getName(),
                                first.aggregate().type().getName(),
                                route.aggregate().type().getName()));
            }
        });
    }

    /** The route of a command; empty when there is none. */
    public Optional<CommandRoute> find(Class<?> command) {
        return Optional.ofNullable(routes.get(command));
    }

    /** All routes. */
    public Collection<CommandRoute> all() {
        return routes.values();
    }

    /** The classes of all events that the aggregates apply. */
    public Set<Class<?>> eventTypes() {
        return eventTypes(aggregates.values().stream());
    }

    /** The classes of the events that a context's aggregates apply. */
    public Set<Class<?>> eventTypes(String context) {
        return eventTypes(aggregates.values().stream().filter(aggregate -> aggregate.context.equals(context)));
    }

    private static Set<Class<?>> eventTypes(Stream<AggregateRoutes> aggregates) {
        return aggregates
                .flatMap(aggregate -> aggregate.model.eventTypes().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** An aggregate's methods; empty when no router names it. */
    public Optional<AggregateModel> model(Class<?> aggregate) {
        return Optional.ofNullable(aggregates.get(aggregate)).map(routes -> routes.model);
    }

    /** The stream of an aggregate that a router names. */
    public String stream(Class<?> aggregate, String identity) {
        return Objects.requireNonNull(aggregates.get(aggregate)).prefix + identity;
    }

    /** What a router says of one aggregate. */
    private static final class AggregateRoutes implements Routes.AggregateRoute {

        private final String context;
        private final Class<?> type;
        private final AggregateModel model;
        private final List<Class<?>> commands = new ArrayList<>();
        private String prefix = "";
        private @Nullable String component;

        AggregateRoutes(String context, Class<?> type) {
            this.context = context;
            this.type = type;
            this.model = AggregateModel.of(type);
        }

        @Override
        public Routes.AggregateRoute identifiedBy(String component) {
            this.component = component;
            return this;
        }

        @Override
        public Routes.AggregateRoute prefix(String prefix) {
            this.prefix = prefix;
            return this;
        }

        @Override
        public Routes.AggregateRoute dispatch(Class<?>... commands) {
            this.commands.addAll(List.of(commands));
            return this;
        }

        List<CommandRoute> routes() {
            String identifiedBy = component;
            if (identifiedBy == null) {
                throw new DefinitionException(
                        "context '%s' routes commands to %s without saying by what it is identified: add identifiedBy(\"…\")"
                                .formatted(context, type.getName()));
            }
            return commands.stream()
                    .map(command -> new CommandRoute(context, command, model, prefix, identifiedBy))
                    .toList();
        }
    }
}
