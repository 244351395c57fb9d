package org.commandery.application;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a bounded context: on a {@link org.commandery.router.Router} it says whose router that is, at an injection point of type {@link
 * Application} it says which context's application is wanted.
 */
@Qualifier
@Stereotype
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface BoundedContext {

    /** The context's name, as in {@code ordering}. */
    String value();
}
