package org.commandery.shop.inventory.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of products.
 *
 * @param stock by product
 * @param next where the next page is; null when this page is not full
 */
public record StockPage(List<StockView> stock, @Nullable String next) {}
