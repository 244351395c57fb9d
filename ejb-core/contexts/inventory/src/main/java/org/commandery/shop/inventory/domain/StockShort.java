package org.commandery.shop.inventory.domain;

import org.commandery.event.EventType;

/**
 * There was less of a product than an order needed, so nothing was reserved.
 *
 * @param product the product's number or name
 * @param orderId the order's identity
 * @param quantity how many pieces it needed
 */
@EventType("stock-short")
public record StockShort(String product, String orderId, long quantity) implements StockEvent {}
