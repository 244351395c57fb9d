package org.commandery.shop.ordering.domain;

import org.commandery.event.EventType;

/**
 * The order was called off.
 *
 * @param orderId the order's identity
 * @param reason why
 */
@EventType("order-cancelled")
public record OrderCancelled(String orderId, String reason) {}
