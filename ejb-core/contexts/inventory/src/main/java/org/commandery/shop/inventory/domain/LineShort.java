package org.commandery.shop.inventory.domain;

import org.commandery.event.EventType;

/**
 * One line cannot have its stock.
 *
 * @param orderId the order's identity
 * @param product the line's product
 */
@EventType("line-short")
public record LineShort(String orderId, String product) implements ReservationEvent {}
