package org.commandery.shop.inventory.rest;

import org.commandery.shop.inventory.readmodel.StockLevel;

/**
 * The stock of a product.
 *
 * @param product the product's number or name
 * @param available how many pieces are reserved for nobody
 * @param reserved how many pieces are reserved for orders
 * @param version the version of its stream
 */
public record StockView(String product, long available, long reserved, long version) {

    static StockView of(StockLevel level) {
        return new StockView(level.product(), level.available(), level.reserved(), level.version());
    }
}
