package org.commandery.runtime.application;

import java.time.Duration;

/**
 * When a time is over.
 *
 * @param timeout how long it is
 * @param nanos when it is over, as {@link System#nanoTime} says
 */
record Deadline(Duration timeout, long nanos) {

    /** Longer than any thread lives; more does not fit into nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    static Deadline after(Duration timeout) {
        Duration bounded = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
        return new Deadline(timeout, System.nanoTime() + bounded.toNanos());
    }

    boolean isOver() {
        return System.nanoTime() - nanos >= 0;
    }
}
