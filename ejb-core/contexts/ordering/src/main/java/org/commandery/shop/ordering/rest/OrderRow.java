package org.commandery.shop.ordering.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.math.BigDecimal;
import java.time.Instant;
import org.commandery.shop.ordering.domain.OrderStatus;
import org.commandery.shop.ordering.readmodel.OrderSummary;

/**
 * An order in a list.
 *
 * @param orderId the order's identity
 * @param status where it stands
 * @param total what it costs
 * @param version the version of its stream
 * @param placedAt when it was placed
 */
@JsonbPropertyOrder({"orderId", "status", "total", "version", "placedAt"})
public record OrderRow(String orderId, OrderStatus status, BigDecimal total, long version, Instant placedAt) {

    static OrderRow of(OrderSummary order) {
        return new OrderRow(order.orderId(), order.status(), order.total(), order.version(), order.placedAt());
    }
}
