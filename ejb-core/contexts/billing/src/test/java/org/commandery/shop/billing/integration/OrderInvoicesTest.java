package org.commandery.shop.billing.integration;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commandery.event.EventMetadata;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.integration.IntegrationEvent;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.application.StoreAccess;
import org.commandery.shop.billing.BillingRouter;
import org.commandery.shop.billing.domain.Invoice;
import org.commandery.shop.billing.domain.InvoiceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderInvoicesTest {

    private static final IntegrationEvent PLACED =
            event("ordering", "order-placed", "{\"orderId\": \"o-1\", \"total\": 15.00, \"lines\": []}");
    private static final IntegrationEvent RESERVED = event("inventory", "stock-reserved", "{\"orderId\": \"o-1\"}");
    private static final IntegrationEvent CANCELLED =
            event("ordering", "order-cancelled", "{\"orderId\": \"o-1\", \"reason\": \"changed my mind\"}");

    private final Validator validator =
            Validation.buildDefaultValidatorFactory().getValidator();

    private RunningApplication billing;
    private OrderInvoices invoices;

    @BeforeEach
    void start() {
        billing = new RunningApplication(
                "billing",
                Map.of("billing", new BillingRouter()),
                StoreAccess.of("billing", new InMemoryEventStore()),
                () -> validator);
        invoices = new OrderInvoices();
        invoices.billing = billing;
    }

    @AfterEach
    void stop() {
        billing.close();
    }

    @Test
    void anOrderIsPaidWhenItIsPlacedAndItsStockIsReserved() {
        hear(PLACED);
        hear(RESERVED);

        assertThat(invoice()).isEqualTo(new Invoice(InvoiceStatus.PAID, new BigDecimal("15.00")));
    }

    @Test
    void inEveryOrderOfArrivalACancelledOrderIsNotPaidOrIsRefunded() {
        for (List<IntegrationEvent> arrival : ordersOf(List.of(PLACED, RESERVED, CANCELLED))) {
            stop();
            start();
            arrival.forEach(this::hear);

            InvoiceStatus expected = arrival.indexOf(CANCELLED) == 2 ? InvoiceStatus.REFUNDED : InvoiceStatus.VOIDED;
            assertThat(invoice().status())
                    .as(arrival.stream().map(IntegrationEvent::type).toList().toString())
                    .isEqualTo(expected);
        }
    }

    @Test
    void anEventThatComesTwiceIsHandledOnce() {
        EventMetadata metadata = metadata();
        invoices.handle(PLACED, metadata);
        invoices.handle(PLACED, metadata);

        assertThat(billing.eventStore().head()).isEqualTo(1);
    }

    @Test
    void whatBillingDoesNotKnowIsPassedOver() {
        hear(event("inventory", "order-placed", "{}"));
        hear(event("inventory", "stock-refused", "{}"));

        assertThat(billing.eventStore().head()).isZero();
    }

    private Invoice invoice() {
        return billing.aggregate(Invoice.class, "o-1").orElseThrow();
    }

    private void hear(IntegrationEvent event) {
        invoices.handle(event, metadata());
    }

    private static <T> List<List<T>> ordersOf(List<T> things) {
        if (things.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> orders = new ArrayList<>();
        for (T first : things) {
            List<T> others = things.stream().filter(thing -> thing != first).toList();
            for (List<T> rest : ordersOf(others)) {
                List<T> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                orders.add(order);
            }
        }
        return orders;
    }

    private static IntegrationEvent event(String source, String type, String data) {
        return new IntegrationEvent(
                source, type, Json.createReader(new StringReader(data)).readObject());
    }

    private static EventMetadata metadata() {
        return new EventMetadata(
                "integration",
                "order-invoices",
                UUID.randomUUID(),
                1,
                "ordering/orders/o-1",
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
