package org.commandery.shop.ordering.domain;

import java.math.BigDecimal;
import java.util.Locale;
import org.commandery.application.CommandRejected;

/**
 * An order: placed once, then either confirmed or cancelled, and that is final.
 *
 * @param orderId the order's identity
 * @param status where it stands
 */
public record Order(String orderId, OrderStatus status) {

    /** The shop's currency. */
    private static final String CURRENCY = "EUR";

    static OrderPlaced execute(PlaceOrder command) {
        BigDecimal total = command.lines().stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new OrderPlaced(command.orderId(), command.lines(), total, CURRENCY, command.customer());
    }

    OrderConfirmed execute(ConfirmOrder command) {
        mustBeOpen("confirmed");
        return new OrderConfirmed(orderId);
    }

    OrderCancelled execute(CancelOrder command) {
        mustBeOpen("cancelled");
        return new OrderCancelled(orderId, command.reason());
    }

    static Order apply(OrderPlaced event) {
        return new Order(event.orderId(), OrderStatus.PLACED);
    }

    Order apply(OrderConfirmed event) {
        return new Order(orderId, OrderStatus.CONFIRMED);
    }

    Order apply(OrderCancelled event) {
        return new Order(orderId, OrderStatus.CANCELLED);
    }

    private void mustBeOpen(String wish) {
        if (status != OrderStatus.PLACED) {
            throw new CommandRejected("order '%s' is %s and cannot be %s"
                    .formatted(orderId, status.name().toLowerCase(Locale.ROOT), wish));
        }
    }
}
