package org.commandery.shop.billing.domain;

import org.commandery.event.EventType;

/**
 * The customer cannot pay.
 *
 * @param orderId the order's identity
 * @param reason why, for people to read; at most 300 characters
 */
@EventType("payment-refused")
public record PaymentRefused(String orderId, String reason) implements InvoiceEvent {}
