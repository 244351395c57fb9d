package org.commandery.shop.ordering.domain;

import org.commandery.event.EventType;

/**
 * The shop has promised to deliver.
 *
 * @param orderId the order's identity
 */
@EventType("order-confirmed")
public record OrderConfirmed(String orderId) {}
