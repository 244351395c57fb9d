package org.commandery.shop.billing.rest;

import java.math.BigDecimal;
import java.time.Instant;
import org.commandery.shop.billing.domain.InvoiceStatus;
import org.commandery.shop.billing.readmodel.InvoiceSummary;
import org.jspecify.annotations.Nullable;

/**
 * The invoice of an order.
 *
 * @param orderId the order's identity
 * @param status where the invoice stands
 * @param amount what the order costs; null when that is not known
 * @param refusalReason why the payment was refused; null when it was not
 * @param version the version of its stream
 * @param changedAt when it last changed
 */
public record InvoiceView(
        String orderId,
        InvoiceStatus status,
        @Nullable BigDecimal amount,
        @Nullable String refusalReason,
        long version,
        Instant changedAt) {

    static InvoiceView of(InvoiceSummary invoice) {
        return new InvoiceView(
                invoice.orderId(),
                invoice.status(),
                invoice.amount().orElse(null),
                invoice.refusalReason().orElse(null),
                invoice.version(),
                invoice.changedAt());
    }
}
