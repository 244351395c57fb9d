package org.commandery.runtime.telemetry;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A thread that looks again and again. */
final class Looking implements AutoCloseable {

    private final ScheduledExecutorService thread;

    private Looking(ScheduledExecutorService thread) {
        this.thread = thread;
    }

    /** @param look must not throw */
    static Looking every(long millis, Runnable look) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "commandery-telemetry");
            made.setDaemon(true);
            return made;
        });
        thread.scheduleWithFixedDelay(look, 0, millis, TimeUnit.MILLISECONDS);
        return new Looking(thread);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
