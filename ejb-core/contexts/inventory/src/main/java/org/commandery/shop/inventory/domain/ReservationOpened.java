package org.commandery.shop.inventory.domain;

import java.util.List;
import org.commandery.event.EventType;

/**
 * Stock was asked for.
 *
 * @param orderId the order's identity
 * @param lines what it needs, one line a product
 */
@EventType("reservation-opened")
public record ReservationOpened(String orderId, List<Line> lines) implements ReservationEvent {}
