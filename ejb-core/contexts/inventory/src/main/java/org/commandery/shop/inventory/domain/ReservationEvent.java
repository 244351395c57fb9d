package org.commandery.shop.inventory.domain;

/** What happens to the reservation of an order. */
public sealed interface ReservationEvent
        permits ReservationOpened,
                LineReserved,
                LineShort,
                ReservationCompleted,
                ReservationFailed,
                ReservationCancelled {

    /** The order's identity. */
    String orderId();
}
