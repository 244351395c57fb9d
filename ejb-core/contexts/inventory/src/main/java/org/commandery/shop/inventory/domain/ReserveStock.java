package org.commandery.shop.inventory.domain;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

/**
 * An order needs pieces of a product: all of them, or none.
 *
 * @param product the product's number or name
 * @param orderId the order's identity
 * @param quantity how many pieces
 */
public record ReserveStock(
        @NotBlank @Size(max = 200) @Printable String product,
        @NotBlank @Size(max = 100) @Printable String orderId,
        @Positive long quantity) {}
