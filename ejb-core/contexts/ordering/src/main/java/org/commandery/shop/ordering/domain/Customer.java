package org.commandery.shop.ordering.domain;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.commandery.personal.DataSubject;
import org.commandery.personal.PersonalData;
import org.jspecify.annotations.Nullable;

/**
 * Who orders. The name and the address are stored encrypted, and can be forgotten.
 *
 * @param customerId the customer's number; it does not tell who it is
 * @param name the name
 * @param email where to write to; null when the customer did not say
 */
public record Customer(
        @DataSubject @NotBlank @Size(max = 100) @Printable String customerId,
        @PersonalData @NotBlank @Size(max = 200) @Printable String name,

        @PersonalData(placeholder = "null") @Email @Size(max = 200) @Nullable
        String email) {}
