package org.commandery.shop.ordering.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of orders.
 *
 * @param orders by identity
 * @param next where the next page is; null when this page is not full
 */
@JsonbPropertyOrder({"orders", "next"})
public record OrderPage(List<OrderRow> orders, @Nullable String next) {}
