package org.commandery.shop.billing.domain;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * An order was cancelled: what was paid is given back, and nothing is to be paid later. It means nothing when the payment was refused, or the invoice is
 * cancelled already.
 *
 * @param orderId the order's identity
 */
public record CancelInvoice(
        @NotBlank @Size(max = 100) @Printable String orderId) {}
