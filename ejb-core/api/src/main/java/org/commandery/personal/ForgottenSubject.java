package org.commandery.personal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The record that a data subject was forgotten.
 *
 * @param subject who
 * @param keyId the id of the key that was deleted: what it had encrypted cannot be read any more
 * @param forgottenBy who had it done, as the caller said
 * @param reason why; may be empty
 * @param forgottenAt when, by the store's clock, to microseconds; null when it is to be stored
 */
public record ForgottenSubject(
        String subject,
        UUID keyId,
        String forgottenBy,
        String reason,
        @Nullable Instant forgottenAt) {

    /**
     * Cuts the time to microseconds.
     *
     * @throws IllegalArgumentException when a text holds a NUL
     */
    public ForgottenSubject {
        if ((subject + forgottenBy + reason).indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the record holds no NUL character");
        }
        forgottenAt = forgottenAt == null ? null : forgottenAt.truncatedTo(ChronoUnit.MICROS);
    }
}
