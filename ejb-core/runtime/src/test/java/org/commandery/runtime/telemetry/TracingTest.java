package org.commandery.runtime.telemetry;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.commandery.application.DispatchOptions.options;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.commandery.application.CommandFailed;
import org.commandery.application.CommandRejected;
import org.commandery.application.ExecutionResult;
import org.commandery.application.UnregisteredCommand;
import org.commandery.event.EventMetadata;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.runtime.Account.Deposit;
import org.commandery.runtime.Account.Fail;
import org.commandery.runtime.Account.Open;
import org.commandery.runtime.middleware.PlacedMiddleware;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TracingTest {

    private static final String GIVEN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();
    private final TestBank bank = new TestBank(PlacedMiddleware.of(new Tracing(sdk), Tracing.PRIORITY));

    @AfterEach
    void close() {
        bank.close();
        sdk.close();
    }

    @Test
    void aDispatchIsASpanThatSaysWhatWasStored() {
        ExecutionResult result = bank.application().dispatch(new Open("a-1"));

        SpanData span = onlySpan();
        assertThat(span.getName()).isEqualTo("dispatch Open");
        assertThat(span.hasEnded()).isTrue();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getAttributes().asMap())
                .containsEntry(stringKey("commandery.application"), "bank")
                .containsEntry(stringKey("commandery.context"), "accounts")
                .containsEntry(stringKey("commandery.command"), "Open")
                .containsEntry(
                        stringKey("commandery.command.id"), result.commandId().toString())
                .containsEntry(stringKey("commandery.stream"), "account-a-1")
                .containsEntry(longKey("commandery.version"), 1L)
                .containsEntry(longKey("commandery.events"), 1L)
                .containsEntry(stringKey("commandery.outcome"), "stored");
    }

    @Test
    @DisplayName("Z04: a command without a route is a span without a context")
    void aCommandWithoutARouteIsASpanWithoutAContext() {
        assertThatThrownBy(() -> bank.application().dispatch("hello")).isInstanceOf(UnregisteredCommand.class);

        assertThat(onlySpan().getName()).isEqualTo("dispatch String");
        assertThat(onlySpan().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(onlySpan().getAttributes().asMap())
                .doesNotContainKey(stringKey("commandery.context"))
                .containsEntry(stringKey("commandery.outcome"), "refused")
                .containsEntry(stringKey("error.type"), UnregisteredCommand.class.getName());
    }

    @Test
    void aDispatchIsAChildOfTheCurrentSpanAlsoWhenAnotherThreadEndsIt() {
        Span request = sdk.getTracer("test").spanBuilder("POST").startSpan();
        Context.current()
                .with(request)
                .wrap(() -> {
                    bank.application()
                            .dispatchAsync(new Open("a-1"))
                            .toCompletableFuture()
                            .join();
                    assertThat(Span.current()).isSameAs(request);
                })
                .run();

        SpanData span = onlySpan();
        assertThat(span.getTraceId()).isEqualTo(request.getSpanContext().getTraceId());
        assertThat(span.getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
    }

    @Test
    void theSpanIsStoredWithTheEventsBesideTheSendersMetadata() {
        bank.application().dispatch(new Open("a-1"), options().metadata(Map.of("from", "test")));

        assertThat(bank.events("a-1").get(0).metadata())
                .isEqualTo(Map.of("from", "test", TraceContext.TRACEPARENT, traceparent(onlySpan())));
    }

    @Test
    void aTraceparentOfTheSenderIsTheParentAndStaysAsItIs() {
        bank.application().dispatch(new Open("a-1"), options().metadata(Map.of(TraceContext.TRACEPARENT, GIVEN)));

        assertThat(traceparent("a-1", 0)).isEqualTo(GIVEN);
        assertThat(onlySpan().getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(onlySpan().getParentSpanId()).isEqualTo("b7ad6b7169203331");
    }

    @Test
    void whatIsNoTraceparentBeginsATraceAndStaysAsItIs() {
        bank.application().dispatch(new Open("a-1"), options().metadata(Map.of(TraceContext.TRACEPARENT, "mine")));

        assertThat(traceparent("a-1", 0)).isEqualTo("mine");
        assertThat(onlySpan().getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void whatAHandlerDispatchesGoesOnWithTheTraceOfItsEvent() {
        bank.application().dispatch(new Open("a-1"));
        SpanData first = onlySpan();
        exporter.reset();

        bank.application()
                .dispatch(
                        new Deposit("a-1", 5),
                        options().causedBy(received(bank.events("a-1").get(0))));

        SpanData second = onlySpan();
        assertThat(second.getTraceId()).isEqualTo(first.getTraceId());
        assertThat(second.getParentSpanId()).isEqualTo(first.getSpanId());
        assertThat(second.getAttributes().get(stringKey("commandery.handler"))).isEqualTo("bonus");
        assertThat(traceparent("a-1", 1)).isEqualTo(traceparent(second));
    }

    @Test
    void aFailureIsAnErrorAndARefusalIsNone() {
        bank.application().dispatch(new Open("a-1"));
        exporter.reset();
        assertThatThrownBy(() -> bank.application().dispatch(new Open("a-1"))).isInstanceOf(CommandRejected.class);
        assertThatThrownBy(() -> bank.application().dispatch(new Fail("a-1"))).isInstanceOf(CommandFailed.class);

        List<SpanData> spans = exporter.getFinishedSpanItems();
        assertThat(spans)
                .extracting(span -> span.getAttributes().get(stringKey("commandery.outcome")))
                .containsExactly("refused", "failed");
        assertThat(spans)
                .extracting(span -> span.getAttributes().get(stringKey("error.type")))
                .containsExactly(CommandRejected.class.getName(), CommandFailed.class.getName());
        assertThat(spans)
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.UNSET, StatusCode.ERROR);
        assertThat(spans).extracting(span -> span.getEvents().size()).containsExactly(0, 1);
    }

    @Test
    void withoutAnSdkNothingIsStored() {
        try (TestBank untraced =
                new TestBank(PlacedMiddleware.of(new Tracing(OpenTelemetry.noop()), Tracing.PRIORITY))) {
            untraced.application().dispatch(new Open("a-1"));

            assertThat(untraced.events("a-1").get(0).metadata()).isEmpty();
        }
    }

    private SpanData onlySpan() {
        assertThat(exporter.getFinishedSpanItems()).hasSize(1);
        return exporter.getFinishedSpanItems().get(0);
    }

    private String traceparent(String account, int event) {
        return bank.events(account).get(event).metadata().get(TraceContext.TRACEPARENT);
    }

    private static String traceparent(SpanData span) {
        return "00-%s-%s-01".formatted(span.getTraceId(), span.getSpanId());
    }

    private static EventMetadata received(RecordedEvent event) {
        return new EventMetadata(
                "bank",
                "bonus",
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
                Instant.now(),
                false);
    }
}
