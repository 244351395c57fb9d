package org.commandery.runtime.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.runtime.subscription.DeliveryListener;
import org.commandery.runtime.subscription.DeliveryListener.Ending;
import org.commandery.runtime.subscription.DeliveryListener.Outcome;
import org.commandery.runtime.tenant.CurrentTenant;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of each delivery to a handler, one for each attempt. With a single event it is a child of the span that the event was stored with, so that
 * the trace of a command goes on in all who handle what came of it. Events that share a transaction may come from many traces, and a span has one
 * parent: then it begins a trace of its own, with a link to each.
 *
 * <p>While the handler works it is the thread's current span. What the handler calls belongs to it; a command that it dispatches because of an event
 * stays in the event's trace, see {@link Tracing}.
 */
final class HandlerTracing implements DeliveryListener.Source {

    private final Tracer tracer;

    HandlerTracing(OpenTelemetry openTelemetry) {
        this.tracer = openTelemetry.getTracer("org.commandery");
    }

    @Override
    public DeliveryListener of(String application, String context, String subscription) {
        String handler = HandlerTags.handler(context, subscription);
        return (events, replay, occasion) -> {
            SpanBuilder described = tracer.spanBuilder("handle " + handler)
                    .setSpanKind(SpanKind.CONSUMER)
                    .setAttribute("commandery.application", application)
                    .setAttribute("commandery.context", context)
                    .setAttribute("commandery.handler", handler)
                    .setAttribute("commandery.events", events.size())
                    .setAttribute("commandery.replay", replay)
                    .setAttribute("commandery.occasion", HandlerTags.label(occasion));
            CurrentTenant.get().ifPresent(tenant -> described.setAttribute("commandery.tenant", tenant));
            place(described, events);
            Span span = described.startSpan();
            return new Traced(span, span.makeCurrent());
        };
    }

    private static void place(SpanBuilder described, List<RecordedEvent> events) {
        if (events.size() > 1) {
            described.setNoParent();
            events.stream()
                    .map(event -> TraceContext.in(event.metadata()))
                    .filter(SpanContext::isValid)
                    .distinct()
                    .forEach(described::addLink);
            return;
        }
        RecordedEvent event = events.get(0);
        described
                .setParent(TraceContext.in(event.metadata(), Context.root()))
                .setAttribute("commandery.event.type", event.type())
                .setAttribute("commandery.event.id", event.eventId().toString())
                .setAttribute("commandery.position", event.position())
                .setAttribute("commandery.stream", event.stream())
                .setAttribute("commandery.version", event.version());
        if (event.correlationId() != null) {
            described.setAttribute(
                    "commandery.correlation.id", event.correlationId().toString());
        }
    }

    private record Traced(Span span, Scope scope) implements Ending {

        /** A refusal is nobody's error: its status stays open. */
        @Override
        public void ended(Outcome outcome, @Nullable Throwable failure) {
            scope.close();
            span.setAttribute("commandery.outcome", HandlerTags.label(outcome));
            if (failure != null) {
                span.setAttribute("error.type", failure.getClass().getName());
                if (outcome == Outcome.FAILED) {
                    span.recordException(failure);
                    span.setStatus(StatusCode.ERROR);
                }
            }
            span.end();
        }
    }
}
