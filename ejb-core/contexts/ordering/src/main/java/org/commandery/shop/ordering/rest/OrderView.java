package org.commandery.shop.ordering.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.commandery.shop.ordering.domain.Line;
import org.commandery.shop.ordering.domain.OrderStatus;
import org.commandery.shop.ordering.readmodel.OrderSummary;
import org.jspecify.annotations.Nullable;

/**
 * An order with all that is known of it.
 *
 * @param orderId the order's identity
 * @param status where it stands
 * @param lines what was ordered
 * @param total what it costs
 * @param currency the currency of the total and of the lines' prices, as in {@code EUR}
 * @param cancelReason why it was cancelled; null when it was not
 * @param customerId the number of the customer; null when the order does not say who ordered
 * @param customerName the name of the customer; null when that is not known, or the customer was forgotten
 * @param version the version of its stream
 * @param placedAt when it was placed
 * @param changedAt when it was placed, confirmed or cancelled, whichever was last
 */
@JsonbPropertyOrder({
    "orderId",
    "status",
    "lines",
    "total",
    "currency",
    "cancelReason",
    "customerId",
    "customerName",
    "version",
    "placedAt",
    "changedAt"
})
public record OrderView(
        String orderId,
        OrderStatus status,
        List<Line> lines,
        BigDecimal total,
        String currency,
        @Nullable String cancelReason,
        @Nullable String customerId,
        @Nullable String customerName,
        long version,
        Instant placedAt,
        Instant changedAt) {

    static OrderView of(OrderSummary order) {
        List<Line> lines = order.lines().stream()
                .map(line -> new Line(line.product(), line.quantity(), line.price()))
                .toList();
        return new OrderView(
                order.orderId(),
                order.status(),
                lines,
                order.total(),
                order.currency(),
                order.cancelReason().orElse(null),
                order.customerId().orElse(null),
                order.customerName().orElse(null),
                order.version(),
                order.placedAt(),
                order.changedAt());
    }
}
