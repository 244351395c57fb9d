package org.commandery.shop.billing.domain;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * The shop has what the customer ordered, so the customer pays. It means nothing when the invoice is settled in one way or another.
 *
 * @param orderId the order's identity
 */
public record TakePayment(
        @NotBlank @Size(max = 100) @Printable String orderId) {}
