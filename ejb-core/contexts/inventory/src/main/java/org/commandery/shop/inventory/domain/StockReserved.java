package org.commandery.shop.inventory.domain;

import org.commandery.event.EventType;

/**
 * Pieces of a product are kept for an order.
 *
 * @param product the product's number or name
 * @param orderId the order's identity
 * @param quantity how many pieces
 */
@EventType("stock-reserved")
public record StockReserved(String product, String orderId, long quantity) implements StockEvent {}
