package org.commandery.runtime.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;

/**
 * All that spans are made of with OpenTelemetry.
 *
 * @param dispatches commands
 * @param handlers deliveries to handlers
 */
record Spans(Tracing dispatches, HandlerTracing handlers) {

    /** Traces with what a deployment has; empty when it has nothing. */
    static Optional<Spans> in(BeanManager beans) {
        return Telemetry.bean(beans, OpenTelemetry.class)
                .map(telemetry -> new Spans(new Tracing(telemetry), new HandlerTracing(telemetry)));
    }
}
