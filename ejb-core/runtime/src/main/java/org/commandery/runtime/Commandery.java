package org.commandery.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.commandery.CommanderyException;
import org.commandery.DefinitionException;
import org.commandery.handler.ErrorPolicy;
import org.commandery.runtime.application.Catalog;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.handler.ErrorRules;
import org.commandery.runtime.subscription.DeliveryListener;
import org.commandery.runtime.subscription.SubscriptionStatus;
import org.commandery.runtime.tenant.CurrentTenant;
import org.commandery.runtime.tenant.TenantRegister;
import org.commandery.runtime.tenant.TenantStatus;
import org.commandery.tenant.TenantNotReady;
import org.commandery.tenant.UnknownTenant;
import org.jspecify.annotations.Nullable;

/**
 * All applications of a deployment. There is one of these in each class loader that loads this class, so one an EAR: the connector and the persistence
 * provider, which no container injects into, find it here.
 *
 * <p>An application has one instance, or one for each of its tenants. Which one is meant depends on the tenant that the calling thread works for.
 */
public final class Commandery {

    private static final Commandery INSTANCE = new Commandery();

    private final Map<String, Application> applications = new ConcurrentHashMap<>();
    private final Map<String, String> contexts = new ConcurrentHashMap<>();
    private final Map<String, Catalog> catalogs = new ConcurrentHashMap<>();
    private final Map<Object, Follower> followers = new ConcurrentHashMap<>();
    private boolean complete;
    private volatile TenantRegister tenants = TenantRegister.empty();
    private volatile ErrorPolicy errorPolicy = ErrorRules.RETRY;
    private volatile DeliveryListener.Source deliveryListeners = DeliveryListener.Source.NONE;

    /** @param instances by tenant; by the empty name when the application has no tenants */
    private record Application(String name, boolean hasTenants, Map<String, RunningApplication> instances) {}

    private Commandery() {}

    /** The one of this deployment. */
    public static Commandery instance() {
        return INSTANCE;
    }

    /** The names of all contexts. */
    public SortedSet<String> contexts() {
        return new TreeSet<>(contexts.keySet());
    }

    /** Whether an application of the deployment has tenants. */
    public boolean hasTenants() {
        return applications.values().stream().anyMatch(Application::hasTenants);
    }

    /** The tenants of all applications. */
    public TenantRegister tenants() {
        return tenants;
    }

    /** @param register knows the tenants of all applications */
    public void tenants(TenantRegister register) {
        tenants = register;
    }

    /** Decides about events that handlers fail with, where neither the handler nor its activation does. */
    public ErrorPolicy errorPolicy() {
        return errorPolicy;
    }

    /** @param policy decides for all handlers of the deployment that do not decide themselves */
    public void errorPolicy(ErrorPolicy policy) {
        errorPolicy = policy;
    }

    /** Who listens to the deliveries to handlers. */
    public DeliveryListener.Source deliveryListeners() {
        return deliveryListeners;
    }

    /** @param source knows who listens to the handlers that are started from now on */
    public void deliveryListeners(DeliveryListener.Source source) {
        deliveryListeners = source;
    }

    /**
     * The instance of the application that a context runs in, for the calling thread's tenant.
     *
     * @return empty when the deployment has no such context, or when its application has not started yet
     * @throws UnknownTenant when the application has tenants, and the calling thread's is not among them
     * @throws TenantNotReady when it is, and its instance has not started yet
     */
    public Optional<RunningApplication> application(String context) {
        return application(context, CurrentTenant.get().orElse(""));
    }

    /**
     * The instance of the application that a context runs in, for a tenant.
     *
     * @param tenant the tenant's name, empty for none; an application without tenants is the same for all
     * @return empty when the deployment has no such context, or when its application has not started yet
     * @throws UnknownTenant when the application has tenants, and this is not among them
     * @throws TenantNotReady when it is, and its instance has not started yet
     */
    public Optional<RunningApplication> application(String context, String tenant) {
        return Optional.ofNullable(contexts.get(context)).flatMap(name -> named(name, tenant));
    }

    /**
     * The instance of an application, for the calling thread's tenant.
     *
     * @return empty when the deployment has no such application, or when it has not started yet
     * @throws UnknownTenant when the application has tenants, and the calling thread's is not among them
     * @throws TenantNotReady when it is, and its instance has not started yet
     */
    public Optional<RunningApplication> named(String name) {
        return named(name, CurrentTenant.get().orElse(""));
    }

    private Optional<RunningApplication> named(String name, String tenant) {
        Application application = applications.get(name);
        if (application == null) {
            return Optional.empty();
        }
        if (!application.hasTenants()) {
            return Optional.ofNullable(application.instances().get(""));
        }
        RunningApplication instance = application.instances().get(tenant);
        if (instance == null) {
            throw notThere(name, tenant);
        }
        return Optional.of(instance);
    }

    private CommanderyException notThere(String application, String tenant) {
        return tenants.state(application, tenant)
                .<CommanderyException>map(
                        state -> new TenantNotReady(application, tenant, state == TenantStatus.State.FAILED))
                .orElseGet(() -> new UnknownTenant(application, tenant.isEmpty() ? null : tenant));
    }

    /**
     * What the application that a context runs in understands, the same for all its tenants.
     *
     * @return empty when the deployment has no such context
     */
    public Optional<Catalog> catalog(String context) {
        return Optional.ofNullable(contexts.get(context)).map(catalogs::get);
    }

    /** The subscriptions of a context's handlers, to whichever store, for the calling thread's tenant, by name. */
    public List<SubscriptionStatus> subscriptions(String context) {
        String prefix = context + ".";
        return applications.keySet().stream()
                .flatMap(name -> named(name).stream())
                .map(RunningApplication::subscriptions)
                .distinct()
                .flatMap(subscriptions -> subscriptions.list().stream())
                .filter(status -> status.name().startsWith(prefix))
                .sorted(Comparator.comparing(SubscriptionStatus::name))
                .toList();
    }

    /** All running instances of all applications. */
    public List<RunningApplication> running() {
        return applications.values().stream()
                .flatMap(application -> application.instances().values().stream())
                .toList();
    }

    /** Says what an application understands. */
    public void describe(String application, Catalog catalog) {
        catalogs.put(application, catalog);
    }

    /**
     * Says which contexts an application has.
     *
     * @param hasTenants whether it has an instance for each tenant
     */
    public void bind(String application, boolean hasTenants, Collection<String> itsContexts) {
        applications.put(application, new Application(application, hasTenants, new ConcurrentHashMap<>()));
        itsContexts.forEach(context -> contexts.put(context, application));
    }

    /**
     * Says that all contexts are bound.
     *
     * @throws DefinitionException when somebody follows one that is not there
     */
    public synchronized void complete() {
        complete = true;
        followers.values().forEach(follower -> requireContext(follower.context()));
    }

    private void requireContext(String context) {
        if (!contexts.containsKey(context)) {
            throw new DefinitionException(
                    "an event handler belongs to context '%s', which is not deployed; there are %s"
                            .formatted(context, contexts()));
        }
    }

    /** Adds an instance of an application that is bound, and tells those who follow it. */
    public synchronized void started(RunningApplication instance) {
        instances(instance).put(instance.tenant().orElse(""), instance);
        followers.values().forEach(follower -> follower.started(instance));
    }

    /** Takes an instance away: it gets no more commands, and those who follow it end what they began. */
    public void stopped(RunningApplication instance) {
        instances(instance).remove(instance.tenant().orElse(""), instance);
        followers.values().forEach(follower -> follower.stopped(instance));
    }

    private Map<String, RunningApplication> instances(RunningApplication instance) {
        Application application = applications.get(instance.name());
        return application == null ? Map.of() : application.instances();
    }

    /**
     * Begins something on each instance of an application, on those that run and on those to come, until it is forgotten: message-driven beans
     * may be activated before their application is there.
     *
     * @param key stands for this wish, for {@link #forget}
     * @param context the context whose application is followed
     * @param application the application that is followed instead; null for the context's
     * @param work what to begin; what it returns is closed when the instance stops, or when the wish is forgotten
     * @throws DefinitionException when there is no such context
     */
    public synchronized void follow(Object key, String context, @Nullable String application, Follower.Work work) {
        if (complete) {
            requireContext(context);
        }
        Follower follower = new Follower(
                context,
                instance -> application == null
                        ? instance.contexts().contains(context)
                        : instance.name().equals(application),
                work);
        followers.put(key, follower);
        running().forEach(follower::started);
    }

    /** Ends what was begun for a wish, and begins no more. */
    public void forget(Object key) {
        Follower follower = followers.remove(key);
        if (follower != null) {
            follower.end();
        }
    }

    /** Forgets all applications; they must have been stopped. */
    public void clear() {
        List<Follower> left = new ArrayList<>(followers.values());
        followers.clear();
        left.forEach(Follower::end);
        applications.clear();
        contexts.clear();
        catalogs.clear();
        complete = false;
        tenants = TenantRegister.empty();
        deliveryListeners = DeliveryListener.Source.NONE;
    }
}
