package org.commandery.personal;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A member of an event, or of a record inside an event, that says something about a person. It is stored encrypted with the key of that person, the
 * data subject, and is read as it was written until the subject is forgotten; from then on it is read as its placeholder.
 *
 * <p>On a record's component, on a field, or on a getter. It may be of any type that the codec can write, records and lists too; null stays null and
 * is not encrypted.
 *
 * <pre>{@code
 * @EventType("customer-registered")
 * public record CustomerRegistered(
 *         @DataSubject String customerId,
 *         @PersonalData String name,
 *         @PersonalData(placeholder = "null") String email) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
public @interface PersonalData {

    /** The placeholder of a text, unless another one is given. */
    String FORGOTTEN = "[forgotten]";

    /**
     * The name of the member that says whose data this is, in the same record or class. Only needed where a record is about several persons.
     *
     * @return empty for the member with {@link DataSubject}, of the same record or else of the nearest one around it
     */
    String subject() default "";

    /**
     * What is read once the subject is forgotten, as JSON: {@code "null"}, {@code "\"nobody\""}, {@code "[]"}. It is stored with each event, so a change
     * counts for events to come.
     *
     * @return empty for {@value #FORGOTTEN} in place of a text, 0 and false in place of primitives, and null in place of anything else
     */
    String placeholder() default "";
}
