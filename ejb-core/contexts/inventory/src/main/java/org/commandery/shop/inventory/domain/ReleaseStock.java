package org.commandery.shop.inventory.domain;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * An order needs a product no more. It means nothing when no pieces are reserved for it.
 *
 * @param product the product's number or name
 * @param orderId the order's identity
 */
public record ReleaseStock(
        @NotBlank @Size(max = 200) @Printable String product,
        @NotBlank @Size(max = 100) @Printable String orderId) {}
