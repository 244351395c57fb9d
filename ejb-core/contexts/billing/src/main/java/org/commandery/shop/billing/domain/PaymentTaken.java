package org.commandery.shop.billing.domain;

import java.math.BigDecimal;
import org.commandery.event.EventType;

/**
 * The customer has paid.
 *
 * @param orderId the order's identity
 * @param amount how much, in the shop's currency
 */
@EventType("payment-taken")
public record PaymentTaken(String orderId, BigDecimal amount) implements InvoiceEvent {}
