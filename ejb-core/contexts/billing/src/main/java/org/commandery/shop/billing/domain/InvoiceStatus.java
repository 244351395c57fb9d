package org.commandery.shop.billing.domain;

/** Where an invoice stands. */
public enum InvoiceStatus {

    /** Nothing is known of the order yet. */
    NEW,

    /** The payment is asked for, but the amount is not known yet. */
    DEMANDED,

    /** The amount is known, but the payment is not asked for yet. */
    OPEN,

    /** The customer has paid. */
    PAID,

    /** The customer cannot pay. */
    REFUSED,

    /** The order was cancelled before it was paid. */
    VOIDED,

    /** The order was cancelled after it was paid, and the customer has the money back. */
    REFUNDED
}
