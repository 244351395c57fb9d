package org.commandery.shop.ordering.domain;

/** Where an order stands. */
public enum OrderStatus {

    /** It was placed, and can still be confirmed or cancelled. */
    PLACED,

    /** The shop has promised to deliver it. */
    CONFIRMED,

    /** It was called off. */
    CANCELLED
}
