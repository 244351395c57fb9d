package org.commandery.runtime.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;
import org.commandery.eventstore.EventStore;

/**
 * All that is measured with Micrometer.
 *
 * @param registry the meters of the deployment
 * @param dispatches commands
 * @param aggregates how they are read
 * @param handlers deliveries to handlers
 * @param standing how handlers stand
 */
record Measuring(
        MeterRegistry registry,
        Metrics dispatches,
        AggregateMetrics aggregates,
        HandlerMetrics handlers,
        HandlerGauges standing)
        implements AutoCloseable {

    /** Measures with the registry of a deployment; empty when it has none. */
    static Optional<Measuring> in(BeanManager beans) {
        return Telemetry.bean(beans, MeterRegistry.class).map(Measuring::with);
    }

    static Measuring with(MeterRegistry registry) {
        HandlerGauges standing = new HandlerGauges(registry);
        return new Measuring(
                registry,
                new Metrics(registry),
                new AggregateMetrics(registry),
                new HandlerMetrics(registry, standing),
                standing);
    }

    EventStore store(String name, EventStore store) {
        return MeteredStore.of(registry, name, store);
    }

    @Override
    public void close() {
        dispatches.close();
        standing.close();
    }
}
