package org.commandery.shop.billing.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of invoices.
 *
 * @param invoices by order
 * @param next where the next page is; null when this page is not full
 */
public record InvoicePage(
        List<InvoiceView> invoices, @Nullable String next) {}
