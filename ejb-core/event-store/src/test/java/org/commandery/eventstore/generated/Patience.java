package org.commandery.eventstore.generated;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** How long a run waits for what must come. */
final class Patience {

    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private Patience() {}

    /** Waits until something is so. */
    static void until(String what, Callable<Boolean> condition) {
        await(what)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(INTERVAL)
                .atMost(LIMIT)
                .until(condition);
    }
}
