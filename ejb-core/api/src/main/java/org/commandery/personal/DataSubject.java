package org.commandery.personal;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The member that says whose the {@link PersonalData} beside it are, and those in records inside, unless these have a subject of their own. It is a
 * {@link String} or a {@link java.util.UUID}, and at most one member of a record.
 *
 * <p>It is stored as it is, for good, also in the record of those who were forgotten. So it must not tell who the person is: a number that the
 * application gave, not an e-mail address.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
public @interface DataSubject {}
