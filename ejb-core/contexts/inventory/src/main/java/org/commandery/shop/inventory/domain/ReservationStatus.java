package org.commandery.shop.inventory.domain;

/** Where a reservation stands. */
public enum ReservationStatus {

    /** Nothing was asked for yet. */
    NEW,

    /** Some lines are not answered yet. */
    OPEN,

    /** All lines have their stock. */
    COMPLETED,

    /** Some line was short. */
    FAILED,

    /** The order was cancelled. */
    CANCELLED
}
