package org.commandery.shop.ordering.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of orders.
 *
 * @param orders by identity
 * @param next where the next page is; null when this page is not full
 */
public record OrderPage(List<OrderRow> orders, @Nullable String next) {}
