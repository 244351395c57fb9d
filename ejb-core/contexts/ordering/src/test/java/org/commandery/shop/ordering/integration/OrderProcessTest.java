package org.commandery.shop.ordering.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commandery.event.EventMetadata;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.integration.IntegrationEvent;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.application.StoreAccess;
import org.commandery.shop.ordering.OrderingRouter;
import org.commandery.shop.ordering.domain.CancelOrder;
import org.commandery.shop.ordering.domain.Line;
import org.commandery.shop.ordering.domain.Order;
import org.commandery.shop.ordering.domain.OrderStatus;
import org.commandery.shop.ordering.domain.PlaceOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderProcessTest {

    private static final IntegrationEvent PAID = event("billing", "payment-taken");

    private final Validator validator =
            Validation.buildDefaultValidatorFactory().getValidator();
    private final StoreAccess store = StoreAccess.of("ordering", new InMemoryEventStore());
    private final RunningApplication ordering =
            new RunningApplication("ordering", Map.of("ordering", new OrderingRouter()), store, () -> validator);
    private final OrderProcess process = new OrderProcess();

    @BeforeEach
    void placeAnOrder() {
        process.ordering = ordering;
        ordering.dispatch(new PlaceOrder("o-1", List.of(new Line("tea", 2, new BigDecimal("3.50"))), null));
    }

    @AfterEach
    void stop() {
        ordering.close();
        store.close();
    }

    @Test
    void aPaidOrderIsConfirmed() {
        hear(PAID);

        assertThat(status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void anOrderWhoseStockIsRefusedIsCancelled() {
        hear(event("inventory", "stock-refused"));

        assertThat(status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void anOrderWhosePaymentIsRefusedIsCancelled() {
        hear(event("billing", "payment-refused"));

        assertThat(status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void anOrderThatItsCustomerHasCancelledStaysCancelled() {
        ordering.dispatch(new CancelOrder("o-1", "changed my mind"));
        hear(PAID);
        hear(event("inventory", "stock-refused"));

        assertThat(status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(ordering.eventStore().head()).isEqualTo(2);
    }

    @Test
    void anEventThatComesTwiceIsHandledOnce() {
        EventMetadata metadata = metadata();
        process.handle(PAID, metadata);
        process.handle(PAID, metadata);

        assertThat(ordering.eventStore().head()).isEqualTo(2);
    }

    @Test
    void whatOrderingDoesNotKnowIsPassedOver() {
        hear(event("billing", "payment-refunded"));
        hear(event("inventory", "payment-taken"));

        assertThat(status()).isEqualTo(OrderStatus.PLACED);
    }

    @Test
    void whatIsNoAnswerOfTheOrderIsAFailureOfTheHandler() {
        store.close();

        assertThatThrownBy(() -> hear(PAID)).isInstanceOf(EventStoreException.class);
    }

    private void hear(IntegrationEvent event) {
        process.handle(event, metadata());
    }

    private OrderStatus status() {
        return ordering.aggregate(Order.class, "o-1").orElseThrow().status();
    }

    private static IntegrationEvent event(String source, String type) {
        return new IntegrationEvent(
                source,
                type,
                Json.createObjectBuilder()
                        .add("orderId", "o-1")
                        .add("reason", "not enough")
                        .build());
    }

    private static EventMetadata metadata() {
        return new EventMetadata(
                "integration",
                "order-process",
                UUID.randomUUID(),
                1,
                "billing/invoices/o-1",
                1,
                "integration-event",
                1,
                1,
                null,
                null,
                Map.of(),
                Instant.EPOCH,
                false);
    }
}
