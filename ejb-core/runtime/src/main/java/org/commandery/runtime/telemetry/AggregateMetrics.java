package org.commandery.runtime.telemetry;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.commandery.runtime.aggregate.ReadListener;

/** Measures with Micrometer how aggregates are read from the store: how often, how long it took, and how many events that were. */
final class AggregateMetrics implements ReadListener.Source {

    /** Timer: reads of an aggregate. */
    static final String READS = "commandery.aggregate.read";

    /** Summary: events of a read. */
    static final String EVENTS = "commandery.aggregate.read.events";

    private final MeterRegistry registry;
    private final Map<Tags, Meters> meters = new ConcurrentHashMap<>();

    private record Meters(Timer reads, DistributionSummary events) {}

    AggregateMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public ReadListener of(String application) {
        return (aggregate, events, nanos) -> {
            Tags tags = Tags.of("application", application, "aggregate", aggregate.getSimpleName());
            Meters read = meters.computeIfAbsent(
                    tags, key -> new Meters(registry.timer(READS, key), registry.summary(EVENTS, key)));
            read.reads().record(nanos, TimeUnit.NANOSECONDS);
            read.events().record(events);
        };
    }
}
