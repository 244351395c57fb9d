package org.commandery.web.subject;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import org.commandery.personal.ForgottenSubject;
import org.jspecify.annotations.Nullable;

/**
 * The record that a data subject was forgotten.
 *
 * @param subject who
 * @param forgottenAt when
 * @param forgottenBy who had it done; {@code anonymous} when the caller did not say who it was
 * @param reason why
 */
@JsonbPropertyOrder({"subject", "forgottenAt", "forgottenBy", "reason"})
public record SubjectView(String subject, @Nullable Instant forgottenAt, String forgottenBy, String reason) {

    static SubjectView of(ForgottenSubject forgotten) {
        return new SubjectView(
                forgotten.subject(), forgotten.forgottenAt(), forgotten.forgottenBy(), forgotten.reason());
    }
}
