package org.commandery.runtime.router;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commandery.DefinitionException;
import org.commandery.router.Router;
import org.commandery.router.Routes;
import org.commandery.runtime.aggregate.AggregateModel;

/** All routes of an application, of all its contexts, checked. */
public final class RouteTable {

    private final Map<Class<?>, CommandRoute> routes = new LinkedHashMap<>();
    private final Map<Class<?>, AggregateRoutes<?>> aggregates = new HashMap<>();

    /**
     * Reads the routers of the contexts that run in one application. Classes that execute commands are made by their constructors.
     *
     * @param routers the router of each context, by the context's name
     * @throws DefinitionException when a route cannot work or two contradict each other
     */
    public RouteTable(Map<String, Router> routers) {
        this(routers, RouteTable::construct);
    }

    /**
     * Reads the routers of the contexts that run in one application.
     *
     * @param routers the router of each context, by the context's name
     * @param beans gives the instance of a class that executes commands
     * @throws DefinitionException when a route cannot work or two contradict each other
     */
    public RouteTable(Map<String, Router> routers, Function<Class<?>, Object> beans) {
        routers.forEach((context, router) -> {
            Declaration declaration = new Declaration(context, beans);
            declaration.include(router);
            declaration.declared.forEach(this::add);
        });
    }

    /**
     * An instance of a class that is no bean.
     *
     * @throws DefinitionException when it has no constructor without parameters, or the constructor fails
     */
    public static Object construct(Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findConstructor(type, MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new DefinitionException(
                    "%s is to execute commands, but there is no instance of it: make it a CDI bean, or give it a constructor without parameters (%s)"
                            .formatted(type.getName(), e));
        }
    }

    private void add(AggregateRoutes<?> declared) {
        AggregateRoutes<?> other = aggregates.put(declared.type(), declared);
        if (other != null) {
            throw new DefinitionException("%s is routed twice, by %s in context '%s' and by %s in '%s': name it once"
                    .formatted(
                            declared.type().getName(),
                            other.router().getName(),
                            other.context(),
                            declared.router().getName(),
                            declared.context()));
        }
        declared.routes().forEach(route -> {
            CommandRoute first = routes.putIfAbsent(route.command(), route);
            if (first != null) {
                throw new DefinitionException(
                        "%s is routed twice, by %s to %s and by %s to %s: a command has one aggregate"
                                .formatted(
                                        route.command().getName(),
                                        first.router().getName(),
                                        first.aggregate().type().getName(),
                                        route.router().getName(),
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
        return eventTypes(aggregates.values().stream()
                .filter(aggregate -> aggregate.context().equals(context)));
    }

    private static Set<Class<?>> eventTypes(Stream<AggregateRoutes<?>> aggregates) {
        return aggregates
                .flatMap(aggregate -> aggregate.model().eventTypes().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** An aggregate's methods; empty when no router names it. */
    public Optional<AggregateModel> model(Class<?> aggregate) {
        return Optional.ofNullable(aggregates.get(aggregate)).map(AggregateRoutes::model);
    }

    /** The stream of an aggregate that a router names. */
    public String stream(Class<?> aggregate, String identity) {
        return Objects.requireNonNull(aggregates.get(aggregate)).stream(identity);
    }

    /** What the routers of one context say. */
    private static final class Declaration {

        private final String context;
        private final Function<Class<?>, Object> beans;
        private final List<AggregateRoutes<?>> declared = new ArrayList<>();
        private final List<Class<?>> including = new ArrayList<>();

        Declaration(String context, Function<Class<?>, Object> beans) {
            this.context = context;
            this.beans = beans;
        }

        void include(Router router) {
            Class<? extends Router> type = router.getClass();
            if (including.contains(type)) {
                throw new DefinitionException(
                        "%s includes itself, by way of %s: remove one of these".formatted(type.getName(), including));
            }
            including.add(type);
            router.configure(new RoutesOf(type));
            including.remove(type);
        }

        private final class RoutesOf implements Routes {

            private final Class<? extends Router> router;

            RoutesOf(Class<? extends Router> router) {
                this.router = router;
            }

            @Override
            public <A> AggregateRoute<A> aggregate(Class<A> type) {
                AggregateRoutes<A> aggregate = new AggregateRoutes<>(context, router, type, beans);
                declared.add(aggregate);
                return aggregate;
            }

            @Override
            public void include(Router other) {
                Declaration.this.include(other);
            }
        }
    }
}
