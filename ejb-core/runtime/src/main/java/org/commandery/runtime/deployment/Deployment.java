package org.commandery.runtime.deployment;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.commandery.DefinitionException;
import org.commandery.eventstore.EventStoreException;
import org.commandery.handler.ErrorPolicy;
import org.commandery.integration.IntegrationEvents;
import org.commandery.personal.SubjectKeys;
import org.commandery.router.Router;
import org.commandery.runtime.Commandery;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.health.HealthReport;
import org.commandery.runtime.serialization.Serialization;
import org.commandery.runtime.subscription.Subscriptions;
import org.commandery.runtime.telemetry.Telemetry;
import org.commandery.runtime.tenant.BoundDatasource;
import org.commandery.runtime.tenant.TenantRegister;
import org.commandery.runtime.tenant.TenantStatus;
import org.commandery.runtime.tenant.TenantWatch;
import org.jspecify.annotations.Nullable;

/**
 * Starts the applications that the contexts of a deployment run in, as configuration binds them. A mistake in a definition or a binding fails the
 * start; a database that is away does not: the application is there, says so to each caller, and works as soon as the database does.
 */
final class Deployment implements TenantRegister {

    private static final String TRANSACTIONS = "java:jboss/TransactionSynchronizationRegistry";

    private final Commandery commandery;
    private final Bindings bindings;
    private final Telemetry telemetry;
    private final Workers workers = new Workers();
    private final List<Instance> instances = new ArrayList<>();
    private final Map<String, TenantInstances> tenants = new TreeMap<>();
    private @Nullable TenantWatch watch;

    Deployment(Commandery commandery, Bindings bindings, Telemetry telemetry) {
        this.commandery = commandery;
        this.bindings = bindings;
        this.telemetry = telemetry;
    }

    /**
     * @param routers the router of each context, by the context's name
     * @param integrates whether a bean of the deployment publishes or handles integration events, so that an application must hold them
     * @param serialization how the events of an application with these contexts become objects
     * @param keys where the keys of data subjects are; null for beside the events
     * @param errors decides about events that handlers fail with; null when the configuration does
     * @param dispatch what the deployment's beans add to dispatching
     * @throws DefinitionException when a route, an upcaster or a binding cannot work; nothing is left running
     */
    void start(
            Map<String, Router> routers,
            boolean integrates,
            Function<Set<String>, Serialization> serialization,
            @Nullable SubjectKeys keys,
            @Nullable ErrorPolicy errors,
            DispatchBeans dispatch) {
        Map<String, Map<String, Router>> applications = byApplication(routers);
        if (integrates) {
            applications.computeIfAbsent(IntegrationEvents.APPLICATION, name -> new TreeMap<>());
        }
        bindings.check(routers.keySet(), applications.keySet());
        Optional<Duration> kept = bindings.commandsKept();
        StoreOptions options = bindings.stores();
        HandlerOptions handlers = bindings.handlers();
        commandery.errorPolicy(errors == null ? handlers.errors() : errors);
        commandery.deliveryListeners(telemetry::deliveries);
        try {
            Stores stores = new Stores(transactions(), options, handlers.lease(), keys, telemetry::measured);
            kept.ifPresent(time -> workers.every(CommandCleaning.PAUSE, new CommandCleaning(stores::open, time)));
            Map<String, Consumer<Map<String, BoundDatasource>>> directories = new TreeMap<>();
            applications.forEach((name, contexts) -> {
                ApplicationDefinition definition = new ApplicationDefinition(
                        name,
                        contexts,
                        serialization.apply(contexts.keySet()),
                        dispatch.dispatching(bindings.dispatchDefaults(name)),
                        bindings.cachedAggregates(name));
                commandery.describe(name, definition.catalog(dispatch.validator()));
                telemetry.cachedAggregates(name, () -> cachedAggregates(name));
                bindings.tenants(name)
                        .ifPresentOrElse(
                                directory -> directories.merge(
                                        directory, startTenants(definition, stores)::follow, Consumer::andThen),
                                () -> start(definition, stores));
            });
            commandery.complete();
            commandery.tenants(this);
            telemetry.watch(this::subscriptions);
            if (!directories.isEmpty()) {
                watch = TenantWatch.start(directories);
            }
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private Collection<Subscriptions> subscriptions() {
        return commandery.running().stream()
                .map(RunningApplication::subscriptions)
                .collect(Collectors.toSet());
    }

    private long cachedAggregates(String application) {
        return commandery.running().stream()
                .filter(instance -> instance.name().equals(application))
                .mapToLong(RunningApplication::cachedAggregates)
                .sum();
    }

    private Map<String, Map<String, Router>> byApplication(Map<String, Router> routers) {
        Map<String, Map<String, Router>> applications = new TreeMap<>();
        routers.forEach((context, router) -> applications
                .computeIfAbsent(bindings.application(context), application -> new TreeMap<>())
                .put(context, router));
        return applications;
    }

    private void start(ApplicationDefinition definition, Stores stores) {
        String datasource = bindings.datasource(definition.name());
        commandery.bind(definition.name(), false, definition.routers().keySet());
        try {
            Instance instance =
                    new Instance(definition, null, DataSources.await(datasource), stores, commandery, workers);
            instances.add(instance);
            instance.startInAnyCase();
        } catch (NamingException e) {
            throw new DefinitionException(
                    "application '%s' has no datasource: there is none at %s. Add it to the server, or name another one by the configuration key '%s'"
                            .formatted(definition.name(), datasource, Bindings.datasourceKey(definition.name())));
        }
    }

    private TenantInstances startTenants(ApplicationDefinition definition, Stores stores) {
        commandery.bind(definition.name(), true, definition.routers().keySet());
        TenantInstances started = new TenantInstances(
                (tenant, datasource) -> new Instance(definition, tenant, datasource, stores, commandery, workers),
                workers);
        tenants.put(definition.name(), started);
        return started;
    }

    private static TransactionSynchronizationRegistry transactions() {
        try {
            return (TransactionSynchronizationRegistry) new InitialContext().lookup(TRANSACTIONS);
        } catch (NamingException e) {
            throw new DefinitionException("the server has no %s".formatted(TRANSACTIONS));
        }
    }

    @Override
    public Set<String> names() {
        return tenants.values().stream().flatMap(one -> one.names().stream()).collect(Collectors.toSet());
    }

    @Override
    public Set<String> former() {
        Set<String> former = tenants.values().stream()
                .flatMap(one -> one.former().stream())
                .collect(Collectors.toCollection(HashSet::new));
        former.removeAll(names());
        return former;
    }

    @Override
    public Optional<TenantStatus.State> state(String application, String tenant) {
        return Optional.ofNullable(tenants.get(application)).flatMap(one -> one.state(tenant));
    }

    @Override
    public List<TenantStatus> list() {
        return tenants.values().stream().flatMap(one -> one.list().stream()).toList();
    }

    /** How all stands. This asks the database of each application that has no tenants. */
    HealthReport health() {
        Map<String, TenantStatus.State> applications = new TreeMap<>();
        instances.stream()
                .map(Instance::status)
                .forEach(status -> applications.put(status.application(), status.state()));
        Map<String, Map<TenantStatus.State, Long>> ofTenants = new TreeMap<>();
        tenants.forEach((name, started) -> ofTenants.put(name, started.states()));
        List<HealthReport.Handler> handlers = commandery.running().stream()
                .filter(instance -> instance.tenant().isEmpty())
                .map(RunningApplication::subscriptions)
                .distinct()
                .flatMap(Deployment::handlers)
                .toList();
        return new HealthReport(applications, ofTenants, handlers);
    }

    private static Stream<HealthReport.Handler> handlers(Subscriptions subscriptions) {
        Optional<Map<String, Long>> deadLetters = deadLetters(subscriptions);
        return subscriptions.known().stream()
                .map(status -> new HealthReport.Handler(
                        status.name(),
                        status.state(),
                        status.lag(),
                        deadLetters
                                .map(counts -> counts.getOrDefault(status.name(), 0L))
                                .orElse(null)));
    }

    private static Optional<Map<String, Long>> deadLetters(Subscriptions subscriptions) {
        try {
            return Optional.of(subscriptions.deadLetters());
        } catch (EventStoreException e) {
            // Its application's state tells that.
            return Optional.empty();
        }
    }

    void stop() {
        telemetry.close();
        workers.stop();
        if (watch != null) {
            watch.close();
        }
        tenants.values().forEach(TenantInstances::close);
        instances.forEach(Instance::close);
        commandery.clear();
    }
}
