package org.commandery.shop.billing.domain;

import java.math.BigDecimal;
import org.commandery.event.EventType;

/**
 * The customer got the money back, for the order was cancelled.
 *
 * @param orderId the order's identity
 * @param amount how much, in the shop's currency
 */
@EventType("payment-refunded")
public record PaymentRefunded(String orderId, BigDecimal amount) implements InvoiceEvent {}
