package org.commandery.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The stable name of an event's type, and which revision of its data the class has. Both are stored with each event and outlive the class: rename the
 * class as you like, and where the data change so that older ones do not fit any more, raise the revision and write an {@link
 * org.commandery.serialization.Upcaster}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {

    /** The name, as in {@code order-placed}; unique in its bounded context. */
    String value();

    /** The revision, 1 or more. A new type begins with 1; each revision below the class's own has an upcaster. */
    int revision() default 1;
}
