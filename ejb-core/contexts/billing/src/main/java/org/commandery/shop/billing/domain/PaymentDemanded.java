package org.commandery.shop.billing.domain;

import org.commandery.event.EventType;

/**
 * The payment was asked for before the amount was known; it is taken when it is.
 *
 * @param orderId the order's identity
 */
@EventType("payment-demanded")
public record PaymentDemanded(String orderId) implements InvoiceEvent {}
