package org.commandery.shop.inventory.domain;

import java.util.List;
import org.commandery.event.EventType;

/**
 * All lines are answered, and not all have their stock.
 *
 * @param orderId the order's identity
 * @param reason what was short, for people to read; at most 300 characters
 * @param release the products whose stock is to be released
 */
@EventType("reservation-failed")
public record ReservationFailed(String orderId, String reason, List<String> release) implements ReservationEvent {}
