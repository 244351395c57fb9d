package org.commandery.shop.inventory.domain;

import java.util.List;
import org.commandery.event.EventType;

/**
 * The order was cancelled.
 *
 * @param orderId the order's identity
 * @param release the products whose stock is to be released: those that are reserved, and those that have not answered yet
 */
@EventType("reservation-cancelled")
public record ReservationCancelled(String orderId, List<String> release) implements ReservationEvent {}
