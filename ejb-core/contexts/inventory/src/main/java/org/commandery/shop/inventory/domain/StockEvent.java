package org.commandery.shop.inventory.domain;

/** What happens to the stock of a product. */
public sealed interface StockEvent permits StockReceived, StockReserved, StockShort, StockReleased {

    /** The product's number or name. */
    String product();
}
