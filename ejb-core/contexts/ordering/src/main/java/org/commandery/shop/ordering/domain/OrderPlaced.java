package org.commandery.shop.ordering.domain;

import java.math.BigDecimal;
import java.util.List;
import org.commandery.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * A customer has ordered.
 *
 * @param orderId the order's identity
 * @param lines what was ordered
 * @param total what it costs
 * @param currency the currency of the total and of the lines' prices, as in {@code EUR}; since revision 2
 * @param customer who ordered; null when that is not known
 */
@EventType(value = "order-placed", revision = 2)
public record OrderPlaced(
        String orderId,
        List<Line> lines,
        BigDecimal total,
        String currency,
        @Nullable Customer customer) {}
