package org.commandery.shop.billing.domain;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;

/**
 * An order is to be paid. It means nothing when the order has an invoice already, or was cancelled before it came to one.
 *
 * @param orderId the order's identity
 * @param amount what it costs, in the shop's currency
 */
public record OpenInvoice(
        @NotBlank @Size(max = 100) @Printable String orderId,
        @NotNull @PositiveOrZero BigDecimal amount) {}
