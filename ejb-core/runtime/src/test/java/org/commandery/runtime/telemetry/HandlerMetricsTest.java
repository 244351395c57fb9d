package org.commandery.runtime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.handler.ErrorDecision;
import org.commandery.runtime.subscription.DeliveryListener;
import org.commandery.runtime.subscription.SubscriptionStatus.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Meters of handlers: each delivery with its duration and outcome, a failed one too, each retry by itself (Z04). */
@Timeout(60)
class HandlerMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Measuring measuring = Measuring.with(registry);
    private final EventStore store = new InMemoryEventStore();
    private final Handlers handlers = new Handlers(store);
    private final AtomicBoolean cured = new AtomicBoolean();

    @AfterEach
    void close() {
        handlers.close();
        store.close();
    }

    @Test
    void deliveriesAreMeasuredWithTheirEventsAndTheSizeOfTheirBatches() {
        Handlers.append(store, "a", "x", "x", "x");

        handlers.start(listener(), event -> {}, failure -> ErrorDecision.retry());

        handlers.awaitCheckpoint(3);
        await().until(() -> events() == 3);
        Timer handled = deliveries("handled");
        assertThat(handled.count()).isBetween(1L, 3L);
        assertThat(handled.totalTime(TimeUnit.NANOSECONDS)).isPositive();
        DistributionSummary batch = batches("immediate");
        assertThat(batch.count()).isEqualTo(handled.count());
        assertThat(batch.totalAmount()).isEqualTo(3);
        assertThat(deliveries("failed").count()).isZero();
    }

    @Test
    void batchesThatWaitForMoreEventsSayWhetherTheyAreFullOrTheirTimeWasOver() {
        Handlers.append(store, "a", "x", "x", "x", "x", "x");

        handlers.startBatched(listener(), 2, Duration.ofMillis(50));

        handlers.awaitCheckpoint(5);
        await().until(() -> events() == 5);
        assertThat(batches("size").totalAmount()).isEqualTo(4);
        assertThat(batches("timeout").totalAmount()).isEqualTo(1);
        assertThat(batches("immediate").count()).isZero();
    }

    @Test
    void eachAttemptAndWhatIsDecidedAfterItCounts() {
        Handlers.append(store, "a", "x", "poison");
        Handlers.append(store, "b", "x");

        handlers.start(
                listener(),
                this::choke,
                failure -> failure.attempts() < 3
                        ? ErrorDecision.retryAfter(Duration.ofMillis(10))
                        : ErrorDecision.skip());

        handlers.awaitCheckpoint(3);
        await().until(() -> events() == 2);
        assertThat(failures("retried")).isEqualTo(2);
        assertThat(failures("skipped")).isEqualTo(1);
        // Three by itself; and one more when it shared a transaction first.
        assertThat(deliveries("failed").count()).isBetween(3L, 4L);
    }

    @Test
    void aParkedEventIsADeadLetterUntilItIsHandled() {
        Handlers.append(store, "a", "poison", "x");
        handlers.start(listener(), this::choke, failure -> ErrorDecision.park());
        handlers.awaitCheckpoint(2);
        assertThat(failures("parked")).isEqualTo(1);
        look();
        assertThat(gauge(HandlerGauges.DEAD_LETTERS)).isEqualTo(2);

        handlers.subscriptions().retryDeadLetters(Handlers.STATEMENTS, null);
        await().until(() -> retried("failed") == 1);
        cured.set(true);
        handlers.subscriptions().retryDeadLetters(Handlers.STATEMENTS, null);

        await().until(() -> retried("handled") == 2);
        look();
        assertThat(gauge(HandlerGauges.DEAD_LETTERS)).isZero();
    }

    @Test
    void aStoppedHandlerShowsHowFarAndHowLongItIsBehind() {
        Handlers.append(store, "a", "x", "poison", "x");
        handlers.start(listener(), this::choke, failure -> ErrorDecision.stop());
        await().until(() -> handlers.status().state() == State.PAUSED);
        assertThat(failures("stopped")).isEqualTo(1);

        await().untilAsserted(() -> {
            look();
            assertThat(gauge(HandlerGauges.LAG)).isEqualTo(2);
            assertThat(gauge(HandlerGauges.AGE)).isBetween(0.001, 60.0);
            assertThat(segments(State.PAUSED)).isEqualTo(1);
            assertThat(segments(State.LIVE)).isZero();
        });
        cured.set(true);
        handlers.subscriptions().resume(Handlers.STATEMENTS);

        await().untilAsserted(() -> {
            look();
            assertThat(gauge(HandlerGauges.LAG)).isZero();
            assertThat(gauge(HandlerGauges.AGE)).isZero();
            assertThat(segments(State.LIVE)).isEqualTo(1);
        });
    }

    @Test
    void tagsAreTheHandlersAndNoTenant() {
        listener();
        listener();

        assertThat(deliveries("handled").getId().getTags())
                .containsExactlyInAnyOrder(
                        Tag.of("application", "bank"),
                        Tag.of("context", "accounts"),
                        Tag.of("handler", "statements"),
                        Tag.of("outcome", "handled"));
        assertThat(registry.get(HandlerGauges.LAG).gauges()).hasSize(1);
        assertThat(gauge(HandlerGauges.LAG)).isNaN();
    }

    @Test
    void gaugesEndWithTheDeploymentAndCountersStay() {
        listener();

        measuring.close();

        assertThat(registry.getMeters().stream().map(Meter::getId).map(Meter.Id::getName))
                .contains(HandlerMetrics.DELIVERIES, HandlerMetrics.EVENTS)
                .doesNotContain(
                        HandlerGauges.LAG, HandlerGauges.AGE, HandlerGauges.DEAD_LETTERS, HandlerGauges.SEGMENTS);
    }

    private DeliveryListener listener() {
        return measuring.handlers().of("bank", "accounts", Handlers.STATEMENTS);
    }

    private void choke(RecordedEvent event) throws IOException {
        if (event.type().equals("poison") && !cured.get()) {
            throw new IOException("cannot stomach this");
        }
    }

    private void look() {
        measuring.standing().look(() -> List.of(handlers.subscriptions()));
    }

    private Timer deliveries(String outcome) {
        return registry.get(HandlerMetrics.DELIVERIES).tag("outcome", outcome).timer();
    }

    private DistributionSummary batches(String occasion) {
        return registry.get(HandlerMetrics.BATCH).tag("occasion", occasion).summary();
    }

    private double events() {
        return registry.get(HandlerMetrics.EVENTS).counter().count();
    }

    private double failures(String decision) {
        return registry.get(HandlerMetrics.FAILURES)
                .tag("decision", decision)
                .counter()
                .count();
    }

    private double retried(String outcome) {
        return registry.get(HandlerMetrics.DEAD_LETTERS)
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private double segments(State state) {
        return registry.get(HandlerGauges.SEGMENTS)
                .tag("state", HandlerTags.label(state))
                .gauge()
                .value();
    }
}
