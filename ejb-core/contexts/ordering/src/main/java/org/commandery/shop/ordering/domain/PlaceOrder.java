package org.commandery.shop.ordering.domain;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer orders.
 *
 * @param orderId the order's identity, chosen by the sender; no order may have it yet
 * @param lines what is ordered
 * @param customer who orders; null for somebody who does not say
 */
public record PlaceOrder(
        @NotBlank @Size(max = 100) @Printable String orderId,
        @NotEmpty @Size(max = 1000) List<@NotNull @Valid Line> lines,
        @Valid @Nullable Customer customer) {}
