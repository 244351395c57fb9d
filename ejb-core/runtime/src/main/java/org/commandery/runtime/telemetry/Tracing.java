package org.commandery.runtime.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Map;
import java.util.Optional;
import org.commandery.application.ExecutionResult;
import org.commandery.middleware.Middleware;
import org.commandery.middleware.Pipeline;
import org.commandery.runtime.middleware.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of each dispatch with OpenTelemetry. It is a child of the thread's current span, as the server makes one for an HTTP request; where
 * there is none, of the span in the metadata: so what a handler dispatches because of an event belongs to the trace that the event came from.
 *
 * <p>The span is stored with the events as the value {@value #TRACEPARENT}, in the form of <a href="https://www.w3.org/TR/trace-context/">W3C Trace
 * Context</a>, with {@code tracestate} if there is one. A sender who gives that value itself keeps it; one that a handler took over from its event is
 * replaced by the next. A span that is not recorded by anybody, because no SDK is there, is not stored.
 *
 * <p>The span is not made the thread's current one: an asynchronous dispatch ends on another thread than it began on, where nothing could undo that.
 */
final class Tracing implements Middleware {

    /** Around all others, the metrics too, which therefore do not measure what it costs. */
    static final int PRIORITY = 40;

    /** The reserved name in the metadata of events. */
    static final String TRACEPARENT = "traceparent";

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<Map<String, String>> FROM_METADATA = new FromMetadata();

    private final Tracer tracer;

    Tracing(OpenTelemetry openTelemetry) {
        this.tracer = openTelemetry.getTracer("org.commandery");
    }

    /** Traces with what a deployment has; empty when it has nothing. */
    static Optional<Tracing> in(BeanManager beans) {
        return Telemetry.bean(beans, OpenTelemetry.class).map(Tracing::new);
    }

    @Override
    public void beforeDispatch(Pipeline pipeline) {
        String command = pipeline.command().getClass().getSimpleName();
        Span span = tracer.spanBuilder("dispatch " + command)
                .setParent(parentOf(pipeline))
                .setAttribute("commandery.application", pipeline.application())
                .setAttribute("commandery.command", command)
                .setAttribute("commandery.command.id", pipeline.commandId().toString())
                .setAttribute(
                        "commandery.correlation.id", pipeline.correlationId().toString())
                .startSpan();
        if (!pipeline.context().isEmpty()) {
            span.setAttribute("commandery.context", pipeline.context());
        }
        pipeline.tenant().ifPresent(tenant -> span.setAttribute("commandery.tenant", tenant));
        pipeline.handler().ifPresent(handler -> span.setAttribute("commandery.handler", handler));
        pipeline.assign(Tracing.class, span);
        if (pipeline.handler().isPresent() || !pipeline.metadata().containsKey(TRACEPARENT)) {
            W3C.inject(Context.root().with(span), pipeline, Tracing::addMetadata);
        }
    }

    private static Context parentOf(Pipeline pipeline) {
        Context current = Context.current();
        return Span.fromContext(current).getSpanContext().isValid()
                ? current
                : W3C.extract(current, pipeline.metadata(), FROM_METADATA);
    }

    private static void addMetadata(@Nullable Pipeline pipeline, String name, String value) {
        if (pipeline != null) {
            pipeline.addMetadata(name, value);
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

    /** Reads what {@link W3C} asks for. */
    private static final class FromMetadata implements TextMapGetter<Map<String, String>> {

        @Override
        public Iterable<String> keys(Map<String, String> metadata) {
            return metadata.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> metadata, String name) {
            return metadata == null ? null : metadata.get(name);
        }
    }
}
