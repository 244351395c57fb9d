package org.commandery.shop.billing.domain;

import java.math.BigDecimal;
import org.commandery.event.EventType;

/**
 * The amount of an order is known.
 *
 * @param orderId the order's identity
 * @param amount what it costs, in the shop's currency
 */
@EventType("invoice-opened")
public record InvoiceOpened(String orderId, BigDecimal amount) implements InvoiceEvent {}
