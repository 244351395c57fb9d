package org.commandery.shop.ordering.domain;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;

/**
 * A line of an order.
 *
 * @param product the product's number or name
 * @param quantity how many pieces
 * @param price the price of one piece in the shop's currency
 */
public record Line(
        @NotBlank @Size(max = 200) @Printable String product,
        @Positive @Max(1_000_000) int quantity,

        @NotNull @PositiveOrZero @Digits(integer = 10, fraction = 2)
        BigDecimal price) {

    /** What the line costs. */
    BigDecimal amount() {
        return price.multiply(BigDecimal.valueOf(quantity));
    }
}
