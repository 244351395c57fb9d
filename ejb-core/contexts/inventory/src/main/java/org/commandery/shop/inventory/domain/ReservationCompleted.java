package org.commandery.shop.inventory.domain;

import org.commandery.event.EventType;

/**
 * All lines have their stock.
 *
 * @param orderId the order's identity
 */
@EventType("reservation-completed")
public record ReservationCompleted(String orderId) implements ReservationEvent {}
