package org.commandery.runtime.integration;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.commandery.event.EventMetadata;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.integration.IntegrationEvent;
import org.commandery.integration.IntegrationEvents;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.application.StoreAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntegrationPublisherTest {

    private final InMemoryEventStore store = new InMemoryEventStore();
    private final StoreAccess access = StoreAccess.of(IntegrationEvents.APPLICATION, store);
    private final RunningApplication application =
            new RunningApplication(IntegrationEvents.APPLICATION, Map.of(), access, () -> {
                throw new IllegalStateException("there is no command to check");
            });
    private final IntegrationPublisher publisher = new IntegrationPublisher(() -> application);
    private final EventMetadata cause = cause(UUID.randomUUID(), 1);

    @AfterEach
    void close() {
        application.close();
        access.close();
    }

    @Test
    void whatIsToldOnceMoreBecauseOfTheSameEventIsStoredOnce() {
        publisher.publish("ordering/orders/1", event("order-placed"), cause);
        publisher.publish("ordering/orders/1", event("order-placed"), cause);

        assertThat(store.readAllForward(0, 10))
                .singleElement()
                .extracting(RecordedEvent::stream, RecordedEvent::causationId, RecordedEvent::correlationId)
                .containsExactly("ordering/orders/1", cause.eventId(), cause.correlationId());
    }

    @Test
    void anEventMayCauseSeveralThatDifferInTypeOrStream() {
        publisher.publish("ordering/orders/1", event("order-placed"), cause);
        publisher.publish("ordering/orders/1", event("customer-pleased"), cause);
        publisher.publish("ordering/customers/1", event("order-placed"), cause);

        assertThat(store.readAllForward(0, 10)).hasSize(3);
    }

    @Test
    void theSameToldBecauseOfAnotherEventIsStoredAgain() {
        publisher.publish("ordering/orders/1", event("order-placed"), cause);
        publisher.publish("ordering/orders/1", event("order-placed"), cause(UUID.randomUUID(), 1));

        assertThat(store.readAllForward(0, 10)).hasSize(2);
    }

    private static IntegrationEvent event(String type) {
        return new IntegrationEvent(
                "ordering", type, Json.createObjectBuilder().add("orderId", "1").build());
    }

    @Test
    void whatIsToldBecauseOfAnotherPartOfTheSameEventIsAnotherEvent() {
        publisher.publish("ordering/orders/1", event("order-placed"), cause);
        publisher.publish("ordering/orders/1", event("order-placed"), cause(cause.eventId(), 2));

        assertThat(store.readAllForward(0, 10)).hasSize(2);
    }

    private static EventMetadata cause(UUID eventId, int part) {
        return new EventMetadata(
                "ordering",
                "ordering.publisher",
                eventId,
                1,
                "order-1",
                1,
                "order-placed",
                1,
                part,
                null,
                UUID.randomUUID(),
                Map.of(),
                Instant.EPOCH,
                false);
    }
}
