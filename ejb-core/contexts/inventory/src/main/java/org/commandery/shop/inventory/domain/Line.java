package org.commandery.shop.inventory.domain;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

/**
 * How much of a product an order needs.
 *
 * @param product the product's number or name
 * @param quantity how many pieces
 */
public record Line(
        @NotBlank @Size(max = 200) @Printable String product,
        @Positive long quantity) {}
