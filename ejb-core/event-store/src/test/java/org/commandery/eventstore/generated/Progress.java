package org.commandery.eventstore.generated;

import java.time.Duration;
import java.util.List;

/** Says from time to time how far a long run is. */
final class Progress {

    private static final long EVERY = Duration.ofSeconds(30).toNanos();

    private static final long START = System.nanoTime();
    private static long scenarios;
    private static long operations;
    private static long events;
    private static long faults;
    private static long reported = START;

    private Progress() {}

    /** Counts a scenario that ended well. */
    static synchronized void count(Scenario scenario, History history) {
        scenarios++;
        operations += history.operations();
        events += history.known();
        faults += scenario.faults().stream().mapToInt(List::size).sum();
        long now = System.nanoTime();
        if (Settings.isLong() && now - reported > EVERY) {
            reported = now;
            System.out.printf(
                    "generated: after %d s %,d scenarios, %,d operations, %,d events, %,d faults; the last seed was %d%n",
                    Duration.ofNanos(now - START).toSeconds(), scenarios, operations, events, faults, scenario.seed());
        }
    }
}
