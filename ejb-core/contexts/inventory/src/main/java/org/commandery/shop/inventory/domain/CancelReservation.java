package org.commandery.shop.inventory.domain;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * An order was cancelled: what is reserved for it is to be released, and nothing is to be reserved for it later. It means nothing when the reservation
 * has failed or was cancelled.
 *
 * @param orderId the order's identity
 */
public record CancelReservation(
        @NotBlank @Size(max = 100) @Printable String orderId) {}
