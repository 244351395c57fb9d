package org.commandery.shop.inventory.domain;

import org.commandery.event.EventType;

/**
 * Pieces that were kept for an order are available again.
 *
 * @param product the product's number or name
 * @param orderId the order's identity
 * @param quantity how many pieces
 */
@EventType("stock-released")
public record StockReleased(String product, String orderId, long quantity) implements StockEvent {}
