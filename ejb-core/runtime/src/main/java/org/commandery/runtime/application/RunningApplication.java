package org.commandery.runtime.application;

import jakarta.validation.Validator;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.commandery.application.Application;
import org.commandery.application.DispatchOptions;
import org.commandery.application.ExecutionResult;
import org.commandery.application.UnregisteredCommand;
import org.commandery.eventstore.EventStore;
import org.commandery.personal.DataSubjects;
import org.commandery.personal.SubjectForgotten;
import org.commandery.router.Router;
import org.commandery.runtime.aggregate.AggregateModel;
import org.commandery.runtime.aggregate.Aggregates;
import org.commandery.runtime.aggregate.Loaded;
import org.commandery.runtime.personal.PersonalJson;
import org.commandery.runtime.personal.StoreSubjects;
import org.commandery.runtime.router.CommandRoute;
import org.commandery.runtime.router.RouteTable;
import org.commandery.runtime.serialization.EventTypes;
import org.commandery.runtime.serialization.JsonCodec;
import org.commandery.runtime.serialization.Serialization;
import org.commandery.runtime.subscription.Subscriptions;
import org.commandery.serialization.Codec;
import org.jspecify.annotations.Nullable;

/** An application of this deployment, with what its web layer and its connector need beside the public api. */
public final class RunningApplication implements Application, AutoCloseable {

    private final String name;
    private final Optional<String> tenant;
    private final SortedSet<String> contexts;
    private final StoreAccess access;
    private final @Nullable JsonCodec own;
    private final Serialization serialization;
    private final RouteTable routes;
    private final Aggregates aggregates;
    private final Dispatcher dispatcher;
    private final DataSubjects dataSubjects;
    /** What aggregates have read of a data subject is in memory. */
    private final Runnable forgetAggregates;

    /**
     * An application whose store begins empty, as in a test: JSON is written by JSON-B, there are no events of older revisions, and no middleware
     * but that which checks constraints.
     *
     * @param name the application's name
     * @param routers the router of each of its contexts, by the context's name; none for an application without commands
     * @param access its event store and the subscriptions to it, which other applications may share
     * @param validator checks the constraints of commands
     * @throws org.commandery.DefinitionException when the routes cannot work
     */
    public RunningApplication(
            String name, Map<String, Router> routers, StoreAccess access, Supplier<Validator> validator) {
        this(name, routers, access, Dispatching.plain(validator));
    }

    /**
     * An application whose store begins empty, as in a test: JSON is written by JSON-B, and there are no events of older revisions.
     *
     * @param dispatching middleware and defaults
     * @see #RunningApplication(String, Map, Serialization, StoreAccess, Dispatching, int)
     */
    public RunningApplication(String name, Map<String, Router> routers, StoreAccess access, Dispatching dispatching) {
        this(name, routers, new JsonCodec(), access, dispatching);
    }

    private RunningApplication(
            String name, Map<String, Router> routers, JsonCodec own, StoreAccess access, Dispatching dispatching) {
        this(name, routers, Serialization.withoutUpcasters(own), own, access, dispatching, Aggregates.CACHED);
    }

    /**
     * An application.
     *
     * @param name the application's name
     * @param routers the router of each of its contexts, by the context's name; none for an application without commands
     * @param serialization how its events become objects; others may share it
     * @param access its event store and the subscriptions to it, which other applications may share
     * @param dispatching what its commands are dispatched with
     * @param cachedAggregates how many aggregates stay in memory at most; 0 for none
     * @throws org.commandery.DefinitionException when the routes or the upcasters cannot work
     */
    public RunningApplication(
            String name,
            Map<String, Router> routers,
            Serialization serialization,
            StoreAccess access,
            Dispatching dispatching,
            int cachedAggregates) {
        this(name, routers, serialization, null, access, dispatching, cachedAggregates);
    }

    private RunningApplication(
            String name,
            Map<String, Router> routers,
            Serialization serialization,
            @Nullable JsonCodec own,
            StoreAccess access,
            Dispatching dispatching,
            int cachedAggregates) {
        this.name = name;
        this.tenant = access.tenant();
        this.contexts = Collections.unmodifiableSortedSet(new TreeSet<>(routers.keySet()));
        this.access = access;
        this.serialization = serialization.over(access.keyring());
        this.own = own;
        this.routes = new RouteTable(routers, dispatching.beans());
        EventTypes eventTypes = new EventTypes(routes.eventTypes(), this.serialization);
        this.aggregates = new Aggregates(
                access.store(),
                access.transactions(),
                eventTypes,
                this.serialization,
                cachedAggregates,
                dispatching.reads().of(name));
        this.dispatcher = new Dispatcher(name, routes, aggregates, eventTypes, access, this.serialization, dispatching);
        this.forgetAggregates = aggregates::forget;
        access.keyring().addListener(forgetAggregates);
        if (routes.eventTypes().stream().anyMatch(PersonalJson::concerns)) {
            access.subscriptions().watch(EventTypes.nameOf(SubjectForgotten.class), access.keyring()::dropAll);
        }
        this.dataSubjects = new StoreSubjects(access.store(), access.keyring(), this.serialization::encode);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ExecutionResult dispatch(Object command, DispatchOptions options) {
        return dispatcher.dispatch(command, options);
    }

    @Override
    public CompletionStage<ExecutionResult> dispatchAsync(Object command, DispatchOptions options) {
        return dispatcher.dispatchAsync(command, options);
    }

    @Override
    public <A> Optional<A> aggregate(Class<A> type, String identity) {
        return stateOf(type, aggregates.load(modelOf(type), routes.stream(type, identity)));
    }

    @Override
    public <A> Optional<A> aggregate(Class<A> type, String identity, long version) {
        if (version < 0) {
            throw new IllegalArgumentException("a version is 0 or more: " + version);
        }
        return stateOf(type, aggregates.load(modelOf(type), routes.stream(type, identity), version));
    }

    @Override
    public <A> Optional<A> aggregate(Class<A> type, String identity, Instant time) {
        return stateOf(type, aggregates.load(modelOf(type), routes.stream(type, identity), time));
    }

    private AggregateModel modelOf(Class<?> type) {
        return routes.model(type)
                .orElseThrow(() -> new IllegalArgumentException(
                        "application '%s' has no route to aggregate %s".formatted(name, type.getName())));
    }

    private static <A> Optional<A> stateOf(Class<A> type, Loaded aggregate) {
        return Optional.ofNullable(type.cast(aggregate.state()));
    }

    /** How many of its aggregates are in memory. */
    public long cachedAggregates() {
        return aggregates.cached();
    }

    @Override
    public boolean awaitHandlers(long position, Duration timeout, Set<String> handlers) {
        access.requireHandlers(name, handlers);
        try {
            return access.subscriptions().awaitStrong(position, timeout, handlers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public DataSubjects dataSubjects() {
        return dataSubjects;
    }

    @Override
    public EventStore eventStore() {
        return access.store();
    }

    /** The tenant that this instance of the application is for; empty when the application has no tenants. */
    public Optional<String> tenant() {
        return tenant;
    }

    /** The names of its contexts. */
    public SortedSet<String> contexts() {
        return contexts;
    }

    /** The datasource of its event store; empty when the store is in memory. */
    public Optional<DataSource> dataSource() {
        return access.dataSource();
    }

    /** The subscriptions to the events of its store on this node; applications that share the store share them. */
    public Subscriptions subscriptions() {
        return access.subscriptions();
    }

    /** How the application writes and reads JSON. */
    public Codec codec() {
        return serialization.codec();
    }

    /** How the application's events become objects. */
    public Serialization serialization() {
        return serialization;
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

    /** Gives back what it holds. What it was given stays: that may be others' too. */
    @Override
    public void close() {
        access.keyring().removeListener(forgetAggregates);
        aggregates.close();
        if (own != null) {
            own.close();
        }
    }
}
