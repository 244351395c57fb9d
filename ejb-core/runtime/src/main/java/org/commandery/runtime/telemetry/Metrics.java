package org.commandery.runtime.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.commandery.application.ExecutionResult;
import org.commandery.middleware.Middleware;
import org.commandery.middleware.Pipeline;
import org.commandery.runtime.middleware.Outcome;

/**
 * Measures dispatches with Micrometer: how many there were of each command, how long they took, what came of them, and how many events they stored.
 *
 * <p>Tags are application, context, command and {@link Outcome}, all bounded by the deployment's routes: commands without a route share meters whose
 * context and command are {@value #NONE}. The tenant is none of them: a thousand
 * tenants would make a thousand times as many meters, each kept until the server stops. The audit and the spans know the tenant.
 *
 * <p>Meters are made by {@link MeterRegistry}'s own methods, never by the builders of Micrometer: the registry that WildFly 39 gives to a deployment
 * passes on what its methods make, and keeps to itself what builders make. It also looks for a meter by going through all of them, so each is kept
 * here.
 */
final class Metrics implements Middleware, AutoCloseable {

    /** Before all others but the tracing, so that it counts what they refuse, and measures what they cost. */
    static final int PRIORITY = 50;

    /** Timer: dispatches, from the call to the result, with the wait for strong consistency. */
    static final String DISPATCHES = "commandery.dispatch";

    /** Counter: events that were stored. */
    static final String EVENTS = "commandery.dispatch.events";

    /** Gauge: aggregates in memory on this node. */
    static final String CACHED = "commandery.aggregates.cached";

    /** The context and the command of commands without a route: whose class it is, the log says. */
    static final String NONE = "none";

    private static final String APPLICATION = "application";

    private final MeterRegistry registry;
    private final Map<Measured, Timer> timers = new ConcurrentHashMap<>();
    private final Map<Measured, Counter> events = new ConcurrentHashMap<>();
    /** The registry refers to these weakly. */
    private final Map<String, LongSupplier> cached = new ConcurrentHashMap<>();

    /** What has meters of its own. */
    private record Measured(String application, String context, String command, Outcome outcome) {

        static Measured of(Pipeline pipeline, Outcome outcome) {
            String context = pipeline.context();
            return context.isEmpty()
                    ? new Measured(pipeline.application(), NONE, NONE, outcome)
                    : new Measured(
                            pipeline.application(),
                            context,
                            pipeline.command().getClass().getSimpleName(),
                            outcome);
        }

        Tags tags() {
            return Tags.of(APPLICATION, application, "context", context, "command", command);
        }
    }

    Metrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void beforeDispatch(Pipeline pipeline) {
        pipeline.assign(Metrics.class, System.nanoTime());
    }

    @Override
    public void afterDispatch(Pipeline pipeline, ExecutionResult result) {
        Measured measured = Measured.of(pipeline, Outcome.STORED);
        record(pipeline, measured);
        if (!result.repeated() && !result.eventTypes().isEmpty()) {
            events.computeIfAbsent(measured, key -> registry.counter(EVENTS, key.tags()))
                    .increment(result.eventTypes().size());
        }
    }

    @Override
    public void afterFailure(Pipeline pipeline, Throwable failure) {
        record(pipeline, Measured.of(pipeline, Outcome.of(failure)));
    }

    private void record(Pipeline pipeline, Measured measured) {
        long begin = pipeline.assigned(Metrics.class, Long.class).orElseThrow();
        timers.computeIfAbsent(
                        measured,
                        key -> registry.timer(
                                DISPATCHES,
                                key.tags().and("outcome", key.outcome().label())))
                .record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
    }

    /** @see Telemetry#cachedAggregates */
    void cachedAggregates(String application, LongSupplier count) {
        cached.put(application, count);
        registry.gauge(CACHED, Tags.of(APPLICATION, application), count, LongSupplier::getAsLong);
    }

    @Override
    public void close() {
        cached.keySet()
                .forEach(application -> registry.find(CACHED)
                        .tag(APPLICATION, application)
                        .gauges()
                        .forEach(registry::remove));
        cached.clear();
    }
}
