package org.commandery.runtime.deployment;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The threads that start and stop instances. Those that fail are tried again on threads of their own, so that they hold up none that is new. */
final class Workers {

    /** How many schemas are brought up to date at once. */
    private static final int FIRST = 4;

    private static final int AGAIN = 2;
    private static final long PAUSE_SECONDS = 2;

    private final ScheduledExecutorService first = pool(FIRST);
    private final ScheduledExecutorService again = pool(AGAIN);

    private static ScheduledExecutorService pool(int threads) {
        return Executors.newScheduledThreadPool(threads, task -> {
            Thread thread = new Thread(task, "commandery-deployment");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Does something as soon as a thread is free. */
    void now(Runnable task) {
        first.execute(task);
    }

    /** Does something after two seconds, or later if much else failed. */
    void later(Runnable task) {
        again.schedule(task, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    /** Does something again and again, with a pause before each time. It must not throw anything. */
    void every(Duration pause, Runnable task) {
        again.scheduleWithFixedDelay(task, pause.toSeconds(), pause.toSeconds(), TimeUnit.SECONDS);
    }

    /** Interrupts what is being done, and begins nothing more. */
    void stop() {
        first.shutdownNow();
        again.shutdownNow();
    }
}
