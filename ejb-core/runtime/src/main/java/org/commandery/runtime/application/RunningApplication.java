package org.commandery.runtime.application;

import jakarta.validation.Validator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.commandery.application.Application;
import org.commandery.application.Consistency;
import org.commandery.application.ConsistencyTimeout;
import org.commandery.application.DispatchOptions;
import org.commandery.application.ExecutionResult;
import org.commandery.application.UnregisteredCommand;
import org.commandery.eventstore.EventStore;
import org.commandery.router.Router;
import org.commandery.runtime.aggregate.AggregateLoader;
import org.commandery.runtime.aggregate.AggregateModel;
import org.commandery.runtime.router.CommandRoute;
import org.commandery.runtime.router.RouteTable;
import org.commandery.runtime.serialization.EventTypes;
import org.commandery.runtime.serialization.JsonCodec;
import org.commandery.runtime.subscription.Subscriptions;

/** An application of this deployment, with what its web layer and its connector need beside the public api. */
public final class RunningApplication implements Application, AutoCloseable {

    private final String name;
    private final EventStore store;
    private final JsonCodec codec = new JsonCodec();
    private final RouteTable routes;
    private final AggregateLoader aggregates;
    private final Dispatcher dispatcher;
    private final Subscriptions subscriptions;

    /**
     * @param name the application's name
     * @param routers the router of each of its contexts, by the context's name
     * @param store its event store, closed with it
     * @param validator checks the constraints of commands
     * @throws org.commandery.runtime.DefinitionException when the routes cannot work
     */
    public RunningApplication(
            String name, Map<String, Router> routers, EventStore store, Supplier<Validator> validator) {
        this.name = name;
        this.store = store;
        this.routes = new RouteTable(routers);
        this.aggregates = new AggregateLoader(store, new EventTypes(routes.eventTypes(), codec));
        this.dispatcher = new Dispatcher(name, routes, aggregates, store, codec, validator);
        this.subscriptions = new Subscriptions(name, store);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ExecutionResult dispatch(Object command, DispatchOptions options) {
        ExecutionResult result = dispatcher.dispatch(command, options);
        if (options.consistency() == Consistency.STRONG) {
            awaitHandlers(result, options);
        }
        return result;
    }

    private void awaitHandlers(ExecutionResult result, DispatchOptions options) {
        try {
            if (!subscriptions.awaitStrong(result.position(), options.consistencyTimeout())) {
                throw new ConsistencyTimeout(result, options.consistencyTimeout());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConsistencyTimeout(result, options.consistencyTimeout());
        }
    }

    @Override
    public <A> Optional<A> aggregate(Class<A> type, String identity) {
        AggregateModel model = routes.model(type)
                .orElseThrow(() -> new IllegalArgumentException(
                        "application '%s' has no route to aggregate %s".formatted(name, type.getName())));
        return Optional.ofNullable(
                type.cast(aggregates.load(model, routes.stream(type, identity)).state()));
    }

    @Override
    public EventStore eventStore() {
        return store;
    }

    /** The subscriptions to the application's events on this node. */
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    /** How the application writes and reads JSON. */
    public JsonCodec codec() {
        return codec;
    }

    /**
     * The class of a command of one of the application's contexts.
     *
     * @param context the context whose router names it
     * @param name the class's simple name
     * @return empty when no route of that context has such a command
     */
    public Optional<Class<?>> commandType(String context, String name) {
        return routes.all().stream()
                .filter(route -> route.context().equals(context))
                .<Class<?>>map(CommandRoute::command)
                .filter(command -> command.getSimpleName().equals(name))
                .findFirst();
    }

    /** The simple names of a context's commands. */
    public SortedSet<String> commandNames(String context) {
        return routes.all().stream()
                .filter(route -> route.context().equals(context))
                .map(route -> route.command().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The stream of the aggregate that a command is for.
     *
     * @throws UnregisteredCommand when no route names its class
     * @throws org.commandery.application.InvalidAggregateIdentity when the command does not say which aggregate
     */
    public String streamOf(Object command) {
        CommandRoute route = routes.find(command.getClass())
                .orElseThrow(
                        () -> new UnregisteredCommand(name, command.getClass().getName()));
        return route.stream(route.identityOf(command));
    }

    /** Stops the subscriptions and closes the store. */
    @Override
    public void close() {
        subscriptions.close();
        store.close();
        codec.close();
    }
}
