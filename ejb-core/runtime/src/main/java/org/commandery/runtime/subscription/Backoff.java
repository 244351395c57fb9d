package org.commandery.runtime.subscription;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that double from a first to a longest, each shortened at random by up to a third, so that many who failed together do not come back together. */
final class Backoff {

    private final Duration first;
    private final Duration longest;
    private Duration next;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** How long to wait now. */
    Duration pause() {
        long nanos = next.toNanos();
        next = next.compareTo(longest.dividedBy(2)) < 0 ? next.multipliedBy(2) : longest;
        return Duration.ofNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 3 + 1));
    }

    /** What was failing works again. */
    void reset() {
        next = first;
    }
}
