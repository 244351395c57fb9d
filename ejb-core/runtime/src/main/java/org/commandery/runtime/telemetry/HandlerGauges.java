package org.commandery.runtime.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.commandery.runtime.subscription.SubscriptionStatus;
import org.commandery.runtime.subscription.SubscriptionStatus.State;
import org.commandery.runtime.subscription.Subscriptions;
import org.jspecify.annotations.Nullable;

/**
 * Shows how handlers stand on this node. It looks from time to time, on a thread of its own: whoever reads the meters gets what was seen last, so that
 * neither many tenants nor a database that does not answer hold him up.
 */
final class HandlerGauges implements AutoCloseable {

    /** How often it looks. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    /** Gauge: events behind the newest one. */
    static final String LAG = "commandery.handler.lag";

    /** Gauge, in seconds: how long the oldest event waits that is to be handled. */
    static final String AGE = "commandery.handler.age.seconds";

    /** Gauge: events put aside. */
    static final String DEAD_LETTERS = "commandery.handler.deadletters";

    /** Gauge: segments by their state. */
    static final String SEGMENTS = "commandery.handler.segments";

    /** Gauge: rebuilds of its tables that this node works on. */
    static final String REBUILDS = "commandery.handler.rebuilds";

    /** Gauge: events that a rebuild has yet to handle. */
    static final String REBUILD_LAG = "commandery.handler.rebuild.lag";

    private static final List<String> ALL = List.of(LAG, AGE, DEAD_LETTERS, SEGMENTS, REBUILDS, REBUILD_LAG);

    private final MeterRegistry registry;
    private final Set<Tags> shown = ConcurrentHashMap.newKeySet();
    private volatile Map<String, HandlerFigures> latest = Map.of();

    HandlerGauges(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Shows a handler from now on; nothing when it is shown already. */
    void show(Tags tags, String subscription) {
        if (!shown.add(tags)) {
            return;
        }
        gauge(LAG, tags, subscription, HandlerFigures::lag);
        gauge(AGE, tags, subscription, HandlerFigures::age);
        gauge(DEAD_LETTERS, tags, subscription, HandlerFigures::deadLetters);
        gauge(REBUILDS, tags, subscription, HandlerFigures::rebuilds);
        gauge(REBUILD_LAG, tags, subscription, HandlerFigures::rebuildLag);
        for (State state : State.values()) {
            gauge(
                    SEGMENTS,
                    tags.and("state", HandlerTags.label(state)),
                    subscription,
                    figures -> figures.segments(state));
        }
    }

    /** The registry refers to this object weakly; whoever has it keeps it. */
    private void gauge(String name, Tags tags, String subscription, ToDoubleFunction<HandlerFigures> figure) {
        registry.gauge(
                name,
                tags,
                this,
                gauges -> figure.applyAsDouble(gauges.latest.getOrDefault(subscription, HandlerFigures.UNKNOWN)));
    }

    /** Looks how all stand. */
    void look(Supplier<Collection<Subscriptions>> stores) {
        Map<String, HandlerFigures> seen = new HashMap<>();
        stores.get().forEach(store -> look(store, seen));
        latest = seen;
    }

    private static void look(Subscriptions store, Map<String, HandlerFigures> seen) {
        Map<String, Long> letters = deadLetters(store);
        for (SubscriptionStatus status : store.known()) {
            String name = status.name();
            HandlerFigures figures = HandlerFigures.of(
                    status, age(store, status), letters == null ? Double.NaN : letters.getOrDefault(name, 0L));
            seen.merge(name, figures, HandlerFigures::and);
        }
    }

    private static @Nullable Map<String, Long> deadLetters(Subscriptions store) {
        try {
            return store.deadLetters();
        } catch (RuntimeException e) {
            // Whoever works with the store tells why it cannot be read.
            return null;
        }
    }

    /** Clocks of nodes and of the database may differ a little: an age is never below 0. */
    private static double age(Subscriptions store, SubscriptionStatus status) {
        if (status.lag() == 0) {
            return 0;
        }
        try {
            return store.waitingSince(status.name())
                    .map(stored ->
                            Math.max(0, Duration.between(stored, Instant.now()).toMillis() / 1_000.0))
                    .orElse(0.0);
        } catch (RuntimeException e) {
            return Double.NaN;
        }
    }

    @Override
    public void close() {
        shown.forEach(tags ->
                ALL.forEach(name -> registry.find(name).tags(tags).gauges().forEach(registry::remove)));
        shown.clear();
    }
}
