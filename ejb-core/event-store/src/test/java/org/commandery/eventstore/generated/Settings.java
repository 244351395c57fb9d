package org.commandery.eventstore.generated;

import java.time.Duration;
import java.util.Optional;

/** What the command line may say about generated tests. */
final class Settings {

    private static final String SEED = "generated.seed";
    private static final String TIMES = "generated.times";
    private static final String MINUTES = "generated.minutes";

    private static final Duration IN_THE_BUILD = Duration.ofSeconds(4);

    private Settings() {}

    /** The one seed that is to be run; empty for new ones. */
    static Optional<Long> seed() {
        return Optional.ofNullable(Long.getLong(SEED));
    }

    /** How often that one seed is run: threads meet differently each time. */
    static int times() {
        return Integer.getInteger(TIMES, 1);
    }

    /** Whether this is one of the long runs, which the build does not wait for. */
    static boolean isLong() {
        return Integer.getInteger(MINUTES) != null;
    }

    /** How long each property is tried; the last try is finished. */
    static Duration duration() {
        return isLong() ? Duration.ofMinutes(Integer.getInteger(MINUTES)) : IN_THE_BUILD;
    }

    /** What to type to have a test run the scenario of a seed again. */
    static String howToRunAgain(String test, long seed) {
        return "mvn -B -pl ejb-core/event-store -am test -Dsurefire.failIfNoSpecifiedTests=false -Dtest=%s -D%s=%d -D%s=20"
                .formatted(test, SEED, seed, TIMES);
    }
}
