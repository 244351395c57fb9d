package org.commandery.eventstore.generated;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Says from time to time how far a long run is, and what it has met. */
final class Progress {

    private static final long EVERY = Duration.ofSeconds(30).toNanos();

    private static final long START = System.nanoTime();
    private static final Map<String, Long> TOTALS = new TreeMap<>();
    private static long reported = START;

    private Progress() {}

    /** Adds up a scenario that ended well. */
    static synchronized void add(long seed, Map<String, AtomicLong> counts) {
        counts.forEach((what, count) -> TOTALS.merge(what, count.get(), Long::sum));
        long now = System.nanoTime();
        if (Settings.isLong() && now - reported > EVERY) {
            reported = now;
            System.out.printf(
                    "generated: after %d s %s; the last seed was %d%n",
                    Duration.ofNanos(now - START).toSeconds(), TOTALS, seed);
        }
    }
}
