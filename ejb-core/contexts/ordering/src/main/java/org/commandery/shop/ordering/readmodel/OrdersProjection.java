package org.commandery.shop.ordering.readmodel;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Objects;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;
import org.commandery.personal.SubjectForgotten;
import org.commandery.shop.ordering.domain.OrderCancelled;
import org.commandery.shop.ordering.domain.OrderConfirmed;
import org.commandery.shop.ordering.domain.OrderPlaced;

/** Keeps {@link OrderSummary} in step with the events. It is strong: who asks for it is answered when the summary is up to date. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "ordering"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "orders"),
            @ActivationConfigProperty(propertyName = "consistency", propertyValue = "strong"),
            @ActivationConfigProperty(propertyName = "tables", propertyValue = "orders, order_lines")
        })
public class OrdersProjection implements EventHandler {

    private static final String FORGET = """
            update OrderSummary o set o.customerName = null where o.customerId = :subject
            """;

    @PersistenceContext(unitName = "ordering")
    private EntityManager entities;

    /** Adds the order. */
    public void handle(OrderPlaced event, EventMetadata metadata) {
        List<OrderedLine> lines = event.lines().stream()
                .map(line -> new OrderedLine(line.product(), line.quantity(), line.price()))
                .toList();
        OrderSummary order = new OrderSummary(
                event.orderId(), event.total(), event.currency(), lines, metadata.createdAt(), metadata.version());
        if (event.customer() != null) {
            order.orderedBy(event.customer().customerId(), event.customer().name());
        }
        entities.persist(order);
    }

    /** Forgets who ordered. The orders before are all there, and none that came after: the bean has one segment. */
    public void handle(SubjectForgotten event) {
        entities.createQuery(FORGET).setParameter("subject", event.subject()).executeUpdate();
    }

    /** Marks the order as confirmed. */
    public void handle(OrderConfirmed event, EventMetadata metadata) {
        order(event.orderId()).confirmed(metadata.createdAt(), metadata.version());
    }

    /** Marks the order as cancelled. */
    public void handle(OrderCancelled event, EventMetadata metadata) {
        order(event.orderId()).cancelled(event.reason(), metadata.createdAt(), metadata.version());
    }

    private OrderSummary order(String orderId) {
        return Objects.requireNonNull(entities.find(OrderSummary.class, orderId), orderId);
    }
}
