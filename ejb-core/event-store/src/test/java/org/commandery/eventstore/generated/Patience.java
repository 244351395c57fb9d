package org.commandery.eventstore.generated;

import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** How long a run waits for what must come. */
final class Patience {

    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private Patience() {}

    /** Waits until something is so. */
    static void until(String what, Callable<Boolean> condition) {
        try {
            await(what)
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(INTERVAL)
                    .atMost(LIMIT)
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("this does not come: %s%n%s".formatted(what, threads()), e);
        }
    }

    /** What all threads do now. */
    static String threads() {
        return Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(true, true))
                .map(Object::toString)
                .collect(Collectors.joining());
    }
}
