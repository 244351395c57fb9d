package org.commandery.runtime.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.runtime.subscription.DeliveryListener;

/**
 * Measures the deliveries to handlers with Micrometer: how many there were, how long they took, what came of them, how many events they brought, and
 * what was done about those that failed.
 *
 * <p>A handler's meters are made when it is started, those of what never happened too: a counter that appears with its first failure shows no increase to
 * those who watch it. Tags are application, context and handler, and no tenant, see {@link Metrics}.
 */
final class HandlerMetrics implements DeliveryListener.Source {

    /** Timer: deliveries, from the first call of the handler to the end of its transaction. */
    static final String DELIVERIES = "commandery.handler";

    /** Counter: events that were handled. */
    static final String EVENTS = "commandery.handler.events";

    /** Summary: events of a delivery, by why they were delivered when they were. */
    static final String BATCH = "commandery.handler.batch";

    /** Counter: failed events, by what was decided about them. */
    static final String FAILURES = "commandery.handler.failures";

    /** Counter: dead letters that were tried again. */
    static final String DEAD_LETTERS = "commandery.handler.deadletters.retried";

    private final MeterRegistry registry;
    private final HandlerGauges standing;
    /** One for the handlers of all tenants. */
    private final Map<Tags, DeliveryListener> handlers = new ConcurrentHashMap<>();

    HandlerMetrics(MeterRegistry registry, HandlerGauges standing) {
        this.registry = registry;
        this.standing = standing;
    }

    @Override
    public DeliveryListener of(String application, String context, String subscription) {
        Tags tags = Tags.of(
                HandlerTags.APPLICATION,
                application,
                HandlerTags.CONTEXT,
                context,
                HandlerTags.HANDLER,
                HandlerTags.handler(context, subscription));
        standing.show(tags, subscription);
        return handlers.computeIfAbsent(tags, this::meters);
    }

    private DeliveryListener meters(Tags tags) {
        return new Meters(
                byConstant(
                        DeliveryListener.Outcome.class,
                        outcome -> registry.timer(DELIVERIES, tags.and("outcome", HandlerTags.label(outcome)))),
                registry.counter(EVENTS, tags),
                byConstant(
                        DeliveryListener.Occasion.class,
                        occasion -> registry.summary(BATCH, tags.and("occasion", HandlerTags.label(occasion)))),
                byConstant(
                        DeliveryListener.Decision.class,
                        decision -> registry.counter(FAILURES, tags.and("decision", HandlerTags.label(decision)))),
                registry.counter(
                        DEAD_LETTERS, tags.and("outcome", HandlerTags.label(DeliveryListener.Outcome.HANDLED))),
                registry.counter(
                        DEAD_LETTERS, tags.and("outcome", HandlerTags.label(DeliveryListener.Outcome.FAILED))));
    }

    private static <E extends Enum<E>, M> Map<E, M> byConstant(Class<E> type, Function<E, M> meter) {
        Map<E, M> meters = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            meters.put(constant, meter.apply(constant));
        }
        return meters;
    }

    private record Meters(
            Map<DeliveryListener.Outcome, Timer> deliveries,
            Counter events,
            Map<DeliveryListener.Occasion, DistributionSummary> batches,
            Map<DeliveryListener.Decision, Counter> failures,
            Counter lettersHandled,
            Counter lettersFailed)
            implements DeliveryListener {

        @Override
        public Ending begin(List<RecordedEvent> delivered, boolean replay, Occasion occasion) {
            long begin = System.nanoTime();
            int size = delivered.size();
            return (outcome, failure) -> {
                deliveries.get(outcome).record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
                batches.get(occasion).record(size);
                if (outcome == Outcome.HANDLED) {
                    events.increment(size);
                }
            };
        }

        @Override
        public void decided(Decision decision) {
            failures.get(decision).increment();
        }

        @Override
        public void deadLetterTried(boolean handled) {
            (handled ? lettersHandled : lettersFailed).increment();
        }
    }
}
