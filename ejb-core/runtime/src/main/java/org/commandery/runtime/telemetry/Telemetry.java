package org.commandery.runtime.telemetry;

import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.commandery.eventstore.EventStore;
import org.commandery.runtime.aggregate.ReadListener;
import org.commandery.runtime.middleware.PlacedMiddleware;
import org.commandery.runtime.subscription.DeliveryListener;
import org.commandery.runtime.subscription.Subscriptions;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment is measured and traced with. A server gives its deployments the classes of Micrometer and of OpenTelemetry together with a bean
 * that leads to it, or neither. So this class names none of theirs, and those that do are loaded only when the classes and the bean are there: a
 * server without them loads nothing, and neither a dispatch nor a delivery costs anything more.
 */
public final class Telemetry implements AutoCloseable {

    private static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";
    private static final String OPEN_TELEMETRY = "io.opentelemetry.api.OpenTelemetry";

    private final @Nullable Measuring measuring;
    private final @Nullable Spans spans;
    private @Nullable Looking looking;

    private Telemetry(@Nullable Measuring measuring, @Nullable Spans spans) {
        this.measuring = measuring;
        this.spans = spans;
    }

    /** What the server has for a deployment, as its beans tell. */
    public static Telemetry of(BeanManager beans) {
        return new Telemetry(
                isThere(MICROMETER) ? Measuring.in(beans).orElse(null) : null,
                isThere(OPEN_TELEMETRY) ? Spans.in(beans).orElse(null) : null);
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type, false, Telemetry.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** A bean of the server. It may make one for each module of an EAR, all alike, so the first of several will do. */
    static <T> Optional<T> bean(BeanManager beans, Class<T> type) {
        return beans.createInstance().select(type).stream().findFirst();
    }

    /** What is called around each dispatch; empty when the server has nothing. */
    public List<PlacedMiddleware> middleware() {
        List<PlacedMiddleware> middleware = new ArrayList<>();
        if (measuring != null) {
            middleware.add(PlacedMiddleware.of(measuring.dispatches(), Metrics.PRIORITY));
        }
        if (spans != null) {
            middleware.add(PlacedMiddleware.of(spans.dispatches(), Tracing.PRIORITY));
        }
        return middleware;
    }

    /** Who hears how the aggregates of an application are read. */
    public ReadListener aggregates(String application) {
        return measuring == null ? ReadListener.NONE : measuring.aggregates().of(application);
    }

    /** Who listens to the deliveries to a handler, as {@link DeliveryListener.Source} says it. */
    public DeliveryListener deliveries(String application, String context, String subscription) {
        List<DeliveryListener> listeners = new ArrayList<>();
        if (measuring != null) {
            listeners.add(measuring.handlers().of(application, context, subscription));
        }
        if (spans != null) {
            listeners.add(spans.handlers().of(application, context, subscription));
        }
        return switch (listeners.size()) {
            case 0 -> DeliveryListener.NONE;
            case 1 -> listeners.get(0);
            default -> new SeveralListeners(listeners);
        };
    }

    /**
     * Has what is asked of a store measured.
     *
     * @param name what it is called in the meters; the same for the stores of all tenants
     * @return the store to work with instead; the same when the server has nothing to measure with
     */
    public EventStore measured(String name, EventStore store) {
        return measuring == null ? store : measuring.store(name, store);
    }

    /**
     * Shows how the handlers stand that deliveries are listened to of.
     *
     * @param stores the subscriptions of this node
     */
    public void watch(Supplier<Collection<Subscriptions>> stores) {
        Measuring present = measuring;
        if (present != null) {
            looking = Looking.every(
                    HandlerGauges.PAUSE.toMillis(), () -> present.standing().look(stores));
        }
    }

    /**
     * Shows how many aggregates of an application are in memory.
     *
     * @param application its name
     * @param cached counts those of all its tenants, whenever somebody looks
     */
    public void cachedAggregates(String application, LongSupplier cached) {
        if (measuring != null) {
            measuring.dispatches().cachedAggregates(application, cached);
        }
    }

    /** Takes from the server what refers to the deployment, which could not be unloaded otherwise. What was counted stays. */
    @Override
    public void close() {
        if (looking != null) {
            looking.close();
        }
        if (measuring != null) {
            measuring.close();
        }
    }
}
