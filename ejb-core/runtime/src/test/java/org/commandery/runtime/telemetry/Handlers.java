package org.commandery.runtime.telemetry;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.commandery.application.Consistency;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.handler.ErrorDecision;
import org.commandery.handler.FailureContext;
import org.commandery.runtime.subscription.Deliveries;
import org.commandery.runtime.subscription.Delivery;
import org.commandery.runtime.subscription.DeliveryListener;
import org.commandery.runtime.subscription.StartFrom;
import org.commandery.runtime.subscription.SubscriptionDefinition;
import org.commandery.runtime.subscription.SubscriptionDefinition.Batching;
import org.commandery.runtime.subscription.SubscriptionStatus;
import org.commandery.runtime.subscription.Subscriptions;

/** The handler "statements" of the context "accounts", which fails as a test wants. */
final class Handlers implements AutoCloseable {

    static final String STATEMENTS = "accounts.statements";

    private final Subscriptions subscriptions;

    Handlers(EventStore store) {
        subscriptions = new Subscriptions("bank", store);
    }

    /** What it does with an event. */
    interface Handling {
        void handle(RecordedEvent event) throws Exception;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    /** Starts it, with a pause of 0.1 s before a retry. */
    void start(DeliveryListener listener, Handling handling, Function<FailureContext, ErrorDecision> errors) {
        subscriptions.subscribe(
                new SubscriptionDefinition(STATEMENTS, StartFrom.ORIGIN, Consistency.EVENTUAL, null),
                new Statements(new Statement(handling, errors), listener));
    }

    /** Starts one that waits for so many events, for so long. */
    void startBatched(DeliveryListener listener, int size, Duration wait) {
        SubscriptionDefinition plain =
                new SubscriptionDefinition(STATEMENTS, StartFrom.ORIGIN, Consistency.EVENTUAL, null);
        subscriptions.subscribe(
                new SubscriptionDefinition(
                        plain.name(),
                        plain.start(),
                        plain.consistency(),
                        plain.selection(),
                        plain.concurrency(),
                        plain.partitionKey(),
                        new Batching(size, wait),
                        plain.pauses(),
                        plain.tables()),
                new Statements(new Statement(event -> {}, failure -> ErrorDecision.retry()), listener));
    }

    private record Statements(Delivery live, DeliveryListener listener) implements Deliveries {}

    private record Statement(Handling handling, Function<FailureContext, ErrorDecision> errors) implements Delivery {

        @Override
        public void deliver(List<RecordedEvent> events, boolean replay, Runnable checkpoint) throws Exception {
            for (RecordedEvent event : events) {
                handling.handle(event);
            }
            checkpoint.run();
        }

        @Override
        public ErrorDecision onError(Throwable error, FailureContext failure) {
            return errors.apply(failure);
        }
    }

    void awaitCheckpoint(long position) {
        await().until(() -> status().checkpoint() == position);
    }

    SubscriptionStatus status() {
        return subscriptions.known().get(0);
    }

    static void append(EventStore store, String stream, String... types) {
        for (String type : types) {
            store.append(stream, ExpectedVersion.ANY, List.of(EventData.of(type, "{}")));
        }
    }

    @Override
    public void close() {
        subscriptions.close();
    }
}
