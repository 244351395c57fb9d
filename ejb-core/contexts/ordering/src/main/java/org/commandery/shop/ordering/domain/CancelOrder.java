package org.commandery.shop.ordering.domain;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * An order that is not confirmed yet is called off.
 *
 * @param orderId the order's identity
 * @param reason why, for people to read
 */
public record CancelOrder(
        @NotBlank @Size(max = 100) @Printable String orderId,
        @NotBlank @Size(max = 500) @Printable String reason) {}
