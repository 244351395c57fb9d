package org.commandery.shop.inventory.domain;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * The stock of a product has answered that an order needs more than there is. It means nothing to a reservation that does not wait for this answer.
 *
 * @param orderId the order's identity
 * @param product the product's number or name
 */
public record MarkLineShort(
        @NotBlank @Size(max = 100) @Printable String orderId,
        @NotBlank @Size(max = 200) @Printable String product) {}
