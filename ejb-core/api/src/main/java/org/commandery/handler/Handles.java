package org.commandery.handler;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which events a {@code handle} method takes that gets them as an {@link EventBatch}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Handles {

    /** The classes of the events, one or more, each with an {@link org.commandery.event.EventType}. */
    Class<?>[] value();
}
