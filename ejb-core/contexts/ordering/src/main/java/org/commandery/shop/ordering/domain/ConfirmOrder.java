package org.commandery.shop.ordering.domain;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * The shop promises to deliver an order.
 *
 * @param orderId the order's identity
 */
public record ConfirmOrder(
        @NotBlank @Size(max = 100) @Printable String orderId) {}
