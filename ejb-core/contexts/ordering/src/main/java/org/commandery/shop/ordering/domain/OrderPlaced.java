package org.commandery.shop.ordering.domain;

import java.math.BigDecimal;
import java.util.List;
import org.commandery.event.EventType;

/**
 * A customer has ordered.
 *
 * @param orderId the order's identity
 * @param lines what was ordered
 * @param total what it costs
 */
@EventType("order-placed")
public record OrderPlaced(String orderId, List<Line> lines, BigDecimal total) {}
