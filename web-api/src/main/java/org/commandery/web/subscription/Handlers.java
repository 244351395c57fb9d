package org.commandery.web.subscription;

import jakarta.ws.rs.NotFoundException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.Rebuilds;
import org.commandery.runtime.Commandery;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.subscription.SubscriptionDefinition;
import org.commandery.runtime.subscription.SubscriptionStatus;
import org.commandery.runtime.subscription.Subscriptions;
import org.commandery.runtime.tenant.CurrentTenant;

/**
 * The handlers of a context, for the calling thread's tenant: those on this node, to whichever application's events, and those of which the store of the
 * context's application has nothing but checkpoints, as they are on other nodes only, or were stopped.
 */
final class Handlers {

    private final RunningApplication own;
    private final String prefix;

    /**
     * @param own the application that the context runs in
     * @param context the context
     */
    Handlers(RunningApplication own, String context) {
        this.own = own;
        this.prefix = context + ".";
    }

    /**
     * A handler.
     *
     * @param subscription its subscription's name
     * @param subscriptions those of its store on this node
     * @param store the store whose events it gets
     */
    record Handler(String subscription, Subscriptions subscriptions, EventStore store) {}

    /** How all of them stand, by name. */
    List<SubscriptionView> views() {
        SortedMap<String, SubscriptionView> views = new TreeMap<>();
        stores().forEach((subscriptions, store) -> {
            Kept kept = Kept.in(store);
            subscriptions.list().stream()
                    .filter(status -> status.name().startsWith(prefix))
                    .forEach(status -> views.put(status.name(), SubscriptionView.of(status, kept)));
        });
        Kept kept = Kept.in(own.eventStore());
        kept.checkpoints().keySet().stream()
                .filter(name -> name.startsWith(prefix) && !views.containsKey(name))
                .filter(name -> !name.endsWith(Rebuilds.nameOf("")))
                .forEach(name -> views.put(name, SubscriptionView.of(name, kept)));
        return List.copyOf(views.values());
    }

    /**
     * How one stands.
     *
     * @param name its name within the context
     * @throws NotFoundException when there is none of that name
     */
    SubscriptionView view(String name) {
        Handler handler = find(name);
        Kept kept = Kept.in(handler.store());
        Optional<SubscriptionStatus> here = handler.subscriptions().list().stream()
                .filter(status -> status.name().equals(handler.subscription()))
                .findFirst();
        return here.map(status -> SubscriptionView.of(status, kept))
                .orElseGet(() -> SubscriptionView.of(handler.subscription(), kept));
    }

    /**
     * Finds one.
     *
     * @param name its name within the context
     * @throws NotFoundException when there is none of that name
     */
    Handler find(String name) {
        String subscription = prefix + name;
        return stores().entrySet().stream()
                .filter(store -> isHere(subscription, store.getKey()))
                .findFirst()
                .or(() -> stores().entrySet().stream()
                        .filter(store -> store.getKey().isKnown(subscription))
                        .findFirst())
                .map(store -> new Handler(subscription, store.getKey(), store.getValue()))
                .orElseThrow(() -> new NotFoundException("there is no handler '%s' here".formatted(subscription)));
    }

    private static boolean isHere(String subscription, Subscriptions subscriptions) {
        return subscriptions.definitions().stream()
                .map(SubscriptionDefinition::name)
                .anyMatch(subscription::equals);
    }

    /** The stores that handlers of the context may follow, the context's own first. */
    private Map<Subscriptions, EventStore> stores() {
        Map<Subscriptions, EventStore> stores = new LinkedHashMap<>();
        stores.put(own.subscriptions(), own.eventStore());
        Optional<String> tenant = CurrentTenant.get();
        Commandery.instance().running().stream()
                .filter(application -> application.tenant().isEmpty() || Objects.equals(application.tenant(), tenant))
                .forEach(application -> stores.put(application.subscriptions(), application.eventStore()));
        return stores;
    }
}
