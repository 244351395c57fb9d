package org.commandery.runtime.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Spans in the metadata of events, in the form of <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>. */
final class TraceContext {

    /** The reserved name in the metadata of events; {@code tracestate} may be beside it. */
    static final String TRACEPARENT = "traceparent";

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<Map<String, String>> FROM_METADATA = new FromMetadata();

    private TraceContext() {}

    /** A context with the span that is in metadata; the context that is given when there is none. */
    static Context in(Map<String, String> metadata, Context otherwise) {
        return W3C.extract(otherwise, metadata, FROM_METADATA);
    }

    /** The span that is in metadata; an invalid one when there is none. */
    static SpanContext in(Map<String, String> metadata) {
        return Span.fromContext(in(metadata, Context.root())).getSpanContext();
    }

    /** Writes a span down, unless nobody records it. */
    static void write(Span span, BiConsumer<String, String> metadata) {
        W3C.inject(Context.root().with(span), metadata, (to, name, value) -> {
            if (to != null) {
                to.accept(name, value);
            }
        });
    }

    /** Reads what {@link #W3C} asks for. */
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
