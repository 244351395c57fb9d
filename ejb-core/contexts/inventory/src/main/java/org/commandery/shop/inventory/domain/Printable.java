package org.commandery.shop.inventory.domain;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A text without control characters and without broken characters. A text column of PostgreSQL cannot hold all of them, and an event that the
 * read model cannot hold would stop it.
 *
 * @see <a href="https://www.postgresql.org/docs/current/datatype-character.html">PostgreSQL, character types</a>
 */
@Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface Printable {

    /** What the sender is told. */
    String message() default "must not contain control characters";

    /** The validation groups; none by default. */
    Class<?>[] groups() default {};

    /** What else a validator may want; nothing by default. */
    Class<? extends Payload>[] payload() default {};
}
