package org.commandery.shop.inventory.domain;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * An order needs stock: of all its lines, or of none. It means nothing when the order has a reservation already, or was cancelled before it came to
 * one.
 *
 * @param orderId the order's identity
 * @param lines what it needs; lines of the same product are added up
 */
public record OpenReservation(
        @NotBlank @Size(max = 100) @Printable String orderId,
        @NotEmpty List<@NotNull @Valid Line> lines) {}
