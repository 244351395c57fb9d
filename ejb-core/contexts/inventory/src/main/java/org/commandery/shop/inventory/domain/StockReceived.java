package org.commandery.shop.inventory.domain;

import org.commandery.event.EventType;

/**
 * Pieces of a product have come in.
 *
 * @param product the product's number or name
 * @param quantity how many pieces
 */
@EventType("stock-received")
public record StockReceived(String product, long quantity) implements StockEvent {}
