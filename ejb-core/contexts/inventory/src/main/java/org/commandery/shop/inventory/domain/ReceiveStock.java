package org.commandery.shop.inventory.domain;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

/**
 * Pieces of a product have come in.
 *
 * @param product the product's number or name
 * @param quantity how many pieces
 */
public record ReceiveStock(
        @NotBlank @Size(max = 200) @Printable String product,
        @Positive @Max(1_000_000_000) long quantity) {}
