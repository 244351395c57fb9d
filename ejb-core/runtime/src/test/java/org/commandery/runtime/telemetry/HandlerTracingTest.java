package org.commandery.runtime.telemetry;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.commandery.application.DispatchOptions.options;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.commandery.event.EventMetadata;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.handler.ErrorDecision;
import org.commandery.runtime.Account.Deposit;
import org.commandery.runtime.Account.Open;
import org.commandery.runtime.middleware.PlacedMiddleware;
import org.commandery.runtime.subscription.DeliveryListener;
import org.commandery.runtime.subscription.DeliveryListener.Occasion;
import org.commandery.runtime.subscription.DeliveryListener.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The trace of a command goes on in those who handle its events, and in what they dispatch (Z04). */
class HandlerTracingTest {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();
    private final TestBank bank = new TestBank(PlacedMiddleware.of(new Tracing(sdk), Tracing.PRIORITY));
    private final DeliveryListener listener = new HandlerTracing(sdk).of("bank", "accounts", Handlers.STATEMENTS);

    @AfterEach
    void close() {
        bank.close();
        sdk.close();
    }

    @Test
    void aDeliveryIsAChildOfTheSpanOfTheCommandThatItsEventCameFrom() {
        bank.application().dispatch(new Open("a-1"));
        RecordedEvent event = bank.events("a-1").get(0);

        listener.begin(List.of(event), false, Occasion.IMMEDIATE).ended(Outcome.HANDLED, null);

        SpanData command = span("dispatch Open");
        SpanData delivery = span("handle statements");
        assertThat(delivery.getTraceId()).isEqualTo(command.getTraceId());
        assertThat(delivery.getParentSpanId()).isEqualTo(command.getSpanId());
        assertThat(delivery.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(delivery.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(delivery.getAttributes().asMap())
                .containsEntry(stringKey("commandery.application"), "bank")
                .containsEntry(stringKey("commandery.context"), "accounts")
                .containsEntry(stringKey("commandery.handler"), "statements")
                .containsEntry(stringKey("commandery.stream"), "account-a-1")
                .containsEntry(longKey("commandery.position"), 1L)
                .containsEntry(longKey("commandery.events"), 1L)
                .containsEntry(stringKey("commandery.outcome"), "handled");
    }

    @Test
    void whatAHandlerCallsIsInTheTraceOfTheCommandThoughItRunsLaterAndOnAnotherThread() {
        bank.application().dispatch(new Open("a-1"));
        AtomicReference<SpanContext> current = new AtomicReference<>();

        try (Handlers handlers = new Handlers(bank.application().eventStore())) {
            handlers.start(
                    listener, event -> current.set(Span.current().getSpanContext()), failure -> ErrorDecision.retry());
            handlers.awaitCheckpoint(1);
        }

        SpanData delivery = span("handle statements");
        assertThat(current.get()).isEqualTo(delivery.getSpanContext());
        assertThat(delivery.getParentSpanContext().getSpanId())
                .isEqualTo(span("dispatch Open").getSpanId());
        assertThat(delivery.getTraceId()).isEqualTo(span("dispatch Open").getTraceId());
        assertThat(delivery.getAttributes().get(stringKey("commandery.occasion")))
                .isEqualTo("immediate");
    }

    @Test
    void aDeliveryOfSeveralEventsIsLinkedToTheTraceOfEach() {
        bank.application().dispatch(new Open("a-1"));
        bank.application().dispatch(new Open("a-2"));
        List<RecordedEvent> events =
                List.of(bank.events("a-1").get(0), bank.events("a-2").get(0));

        listener.begin(events, false, Occasion.IMMEDIATE).ended(Outcome.HANDLED, null);

        SpanData delivery = span("handle statements");
        assertThat(delivery.getParentSpanContext().isValid()).isFalse();
        assertThat(delivery.getLinks())
                .extracting(link -> link.getSpanContext().getSpanId())
                .containsExactlyElementsOf(exporter.getFinishedSpanItems().stream()
                        .filter(span -> span.getName().equals("dispatch Open"))
                        .map(SpanData::getSpanId)
                        .toList());
    }

    @Test
    void whatAHandlerDispatchesIsAChildOfItsDelivery() {
        bank.application().dispatch(new Open("a-1"));
        RecordedEvent event = bank.events("a-1").get(0);

        DeliveryListener.Ending delivery = listener.begin(List.of(event), false, Occasion.IMMEDIATE);
        bank.application().dispatch(new Deposit("a-1", 5), options().causedBy(received(event)));
        delivery.ended(Outcome.HANDLED, null);

        SpanData next = span("dispatch Deposit");
        assertThat(next.getTraceId()).isEqualTo(span("dispatch Open").getTraceId());
        assertThat(next.getParentSpanId()).isEqualTo(span("handle statements").getSpanId());
        assertThat(bank.events("a-1").get(1).metadata().get(TraceContext.TRACEPARENT))
                .contains(next.getTraceId(), next.getSpanId());
    }

    @Test
    void whatAHandlerOfSeveralEventsDispatchesStaysInTheTraceOfItsEventAndIsLinkedToTheDelivery() {
        bank.application().dispatch(new Open("a-1"));
        RecordedEvent first = bank.events("a-1").get(0);
        exporter.reset();
        bank.application().dispatch(new Open("a-2"));
        RecordedEvent second = bank.events("a-2").get(0);

        DeliveryListener.Ending delivery = listener.begin(List.of(first, second), false, Occasion.IMMEDIATE);
        bank.application().dispatch(new Deposit("a-2", 5), options().causedBy(received(second)));
        delivery.ended(Outcome.HANDLED, null);

        SpanData next = span("dispatch Deposit");
        assertThat(next.getParentSpanId()).isEqualTo(span("dispatch Open").getSpanId());
        assertThat(next.getLinks())
                .extracting(LinkData::getSpanContext)
                .containsExactly(span("handle statements").getSpanContext());
    }

    @Test
    void eachAttemptIsASpanAndAFailedOneIsAnError() {
        bank.application().dispatch(new Open("a-1"));
        List<RecordedEvent> events = bank.events("a-1");
        exporter.reset();

        listener.begin(events, false, Occasion.IMMEDIATE).ended(Outcome.FAILED, new IOException("cannot stomach this"));
        listener.begin(events, false, Occasion.IMMEDIATE).ended(Outcome.REFUSED, new IllegalStateException("stopping"));
        listener.begin(events, true, Occasion.IMMEDIATE).ended(Outcome.HANDLED, null);

        List<SpanData> spans = exporter.getFinishedSpanItems();
        assertThat(spans)
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.ERROR, StatusCode.UNSET, StatusCode.UNSET);
        assertThat(spans)
                .extracting(span -> span.getAttributes().get(stringKey("error.type")))
                .containsExactly(IOException.class.getName(), IllegalStateException.class.getName(), null);
        assertThat(spans).extracting(span -> span.getEvents().size()).containsExactly(1, 0, 0);
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    private SpanData span(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static EventMetadata received(RecordedEvent event) {
        return new EventMetadata(
                "bank",
                "statements",
                event.eventId(),
                event.position(),
                event.stream(),
                event.version(),
                event.type(),
                1,
                1,
                event.causationId(),
                event.correlationId(),
                event.metadata(),
                event.createdAt(),
                false);
    }
}
