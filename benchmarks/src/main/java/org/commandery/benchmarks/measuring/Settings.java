package org.commandery.benchmarks.measuring;

import java.time.Duration;
import java.util.Set;

/**
 * How thoroughly to measure.
 *
 * @param quick whether all must be done in some minutes, so that what takes long to prepare is made smaller
 * @param rounds how often each figure and its reference are measured
 * @param duration how long each time
 * @param only the figures that are wanted; empty for all
 */
public record Settings(boolean quick, int rounds, Duration duration, Set<String> only) {

    /**
     * From the system properties {@code bench.quick}, {@code bench.rounds}, {@code bench.millis} and {@code bench.only} (ids with commas
     * between them), an empty one being as good as none.
     */
    public static Settings fromSystemProperties() {
        boolean quick = Boolean.getBoolean("bench.quick");
        String only = System.getProperty("bench.only", "");
        return new Settings(
                quick,
                Integer.getInteger("bench.rounds", quick ? 5 : 7),
                Duration.ofMillis(Integer.getInteger("bench.millis", quick ? 200 : 3_000)),
                only.isBlank() ? Set.of() : Set.of(only.trim().split("\\s*,\\s*")));
    }

    /** How long each side works before it is measured. */
    Duration warmUp() {
        return Duration.ofMillis(quick ? 300 : 1_000);
    }

    /** How long a server, or an application, works before it is measured: the compiler needs longer for it than for a store. */
    public Duration longWarmUp() {
        return Duration.ofSeconds(quick ? 3 : 20);
    }

    boolean wants(String id) {
        return only.isEmpty() || only.contains(id);
    }
}
