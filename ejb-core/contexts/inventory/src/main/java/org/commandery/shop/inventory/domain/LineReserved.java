package org.commandery.shop.inventory.domain;

import org.commandery.event.EventType;

/**
 * One line has its stock.
 *
 * @param orderId the order's identity
 * @param product the line's product
 */
@EventType("line-reserved")
public record LineReserved(String orderId, String product) implements ReservationEvent {}
