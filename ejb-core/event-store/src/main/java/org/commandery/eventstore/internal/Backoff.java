package org.commandery.eventstore.internal;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that double from a first to a longest, each shortened at random by up to a third, so that many who failed together do not come back together. */
public final class Backoff {

    private final Duration first;
    private final Duration longest;
    private Duration next;

    /**
     * @param first the first pause
     * @param longest the pause that no other is longer than
     */
    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** How long to wait now. */
    public Duration pause() {
        long nanos = next.toNanos();
        next = next.compareTo(longest.dividedBy(2)) < 0 ? next.multipliedBy(2) : longest;
        return Duration.ofNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 3 + 1));
    }

    /** What was failing works again. */
    public void reset() {
        next = first;
    }
}
