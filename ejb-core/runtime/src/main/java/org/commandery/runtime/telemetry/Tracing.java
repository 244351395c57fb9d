package org.commandery.runtime.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Optional;
import org.commandery.application.ExecutionResult;
import org.commandery.middleware.Middleware;
import org.commandery.middleware.Pipeline;
import org.commandery.runtime.middleware.Outcome;

/**
 * Makes a span of each dispatch with OpenTelemetry. It is a child of the thread's current span, as the server makes one for an HTTP request; where
 * there is none, of the span in the metadata. What a handler dispatches because of an event belongs to the trace that the event came from in any case: when
 * the current span is of another one, as that of a delivery of several events is, it is only linked.
 *
 * <p>The span is stored with the events as the value {@value TraceContext#TRACEPARENT}, with {@code tracestate} if there is one. A sender who gives that value itself keeps it; one that a handler took over from its event is
 * replaced by the next. A span that is not recorded by anybody, because no SDK is there, is not stored.
 *
 * <p>The span is not made the thread's current one: an asynchronous dispatch ends on another thread than it began on, where nothing could undo that.
 */
final class Tracing implements Middleware {

    /** Around all others, the metrics too, which therefore do not measure what it costs. */
    static final int PRIORITY = 40;

    private final Tracer tracer;

    Tracing(OpenTelemetry openTelemetry) {
        this.tracer = openTelemetry.getTracer("org.commandery");
    }

    @Override
    public void beforeDispatch(Pipeline pipeline) {
        String command = pipeline.command().getClass().getSimpleName();
        SpanBuilder described = tracer.spanBuilder("dispatch " + command)
                .setAttribute("commandery.application", pipeline.application())
                .setAttribute("commandery.command", command)
                .setAttribute("commandery.command.id", pipeline.commandId().toString())
                .setAttribute(
                        "commandery.correlation.id", pipeline.correlationId().toString());
        place(described, pipeline);
        Span span = described.startSpan();
        if (!pipeline.context().isEmpty()) {
            span.setAttribute("commandery.context", pipeline.context());
        }
        pipeline.tenant().ifPresent(tenant -> span.setAttribute("commandery.tenant", tenant));
        pipeline.handler().ifPresent(handler -> span.setAttribute("commandery.handler", handler));
        pipeline.assign(Tracing.class, span);
        if (pipeline.handler().isPresent() || !pipeline.metadata().containsKey(TraceContext.TRACEPARENT)) {
            TraceContext.write(span, pipeline::addMetadata);
        }
    }

    private static void place(SpanBuilder described, Pipeline pipeline) {
        SpanContext current = Span.current().getSpanContext();
        SpanContext stored = TraceContext.in(pipeline.metadata());
        boolean ofOtherTrace = pipeline.handler().isPresent()
                && stored.isValid()
                && !stored.getTraceId().equals(current.getTraceId());
        if (current.isValid() && !ofOtherTrace) {
            described.setParent(Context.current());
            return;
        }
        described.setParent(TraceContext.in(pipeline.metadata(), Context.root()));
        if (current.isValid()) {
            described.addLink(current);
        }
    }

    @Override
    public void afterDispatch(Pipeline pipeline, ExecutionResult result) {
        spanOf(pipeline)
                .ifPresent(span -> span.setAttribute("commandery.stream", result.stream())
                        .setAttribute("commandery.version", result.version())
                        .setAttribute("commandery.events", result.eventTypes().size())
                        .setAttribute("commandery.repeated", result.repeated())
                        .setAttribute("commandery.outcome", Outcome.STORED.label())
                        .end());
    }

    /** A refusal is an answer, not an error of the system: its status stays open, as that of a server span does with a status below 500. */
    @Override
    public void afterFailure(Pipeline pipeline, Throwable failure) {
        Outcome outcome = Outcome.of(failure);
        spanOf(pipeline).ifPresent(span -> {
            span.setAttribute("commandery.outcome", outcome.label());
            span.setAttribute("error.type", failure.getClass().getName());
            if (outcome == Outcome.FAILED) {
                span.recordException(failure);
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        });
    }

    private static Optional<Span> spanOf(Pipeline pipeline) {
        return pipeline.assigned(Tracing.class, Span.class);
    }
}
