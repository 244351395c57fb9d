package org.commandery.shop.billing.domain;

import org.commandery.event.EventType;

/**
 * The order was cancelled before it was paid: it will not be.
 *
 * @param orderId the order's identity
 */
@EventType("invoice-voided")
public record InvoiceVoided(String orderId) implements InvoiceEvent {}
