package org.commandery.aggregate;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has the state of an aggregate kept from time to time, so that not all of its events need to be read when it is not in memory. Without this
 * annotation no snapshots are taken, and few aggregates need them: a thousand events are read and applied in some milliseconds.
 *
 * <p>A snapshot is taken after the command was answered, by another thread; when it cannot be taken, that is logged and nothing else happens. The
 * state is written and read by the application's codec, so it must come back from JSON as it was.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Snapshot {

    /** After how many events since the last snapshot the next one is taken; 0 for never. */
    int every();

    /**
     * Which form the state has, from 1. Raise it when the class or the meaning of its members changes: snapshots of another version are passed
     * over, and the state is rebuilt from all events.
     */
    int version() default 1;
}
