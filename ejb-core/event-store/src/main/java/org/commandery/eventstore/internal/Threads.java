package org.commandery.eventstore.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of all steppers of a deployment: as many as have something to do, so that none waits for another. One that was idle for some
 * seconds ends, and with the last of them nothing holds the classes of an undeployed application any more.
 */
public final class Threads {

    private static final long IDLE_SECONDS = 5;

    private static final ExecutorService POOL = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), Threads::daemon);

    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private Threads() {}

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, Threads::daemon);
        clock.setRemoveOnCancelPolicy(true);
        clock.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
        return clock;
    }

    /**
     * A platform thread that inherits nothing from the thread that happens to create it: neither its thread locals nor its context class loader,
     * which would keep an undeployed application in memory.
     */
    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(null, work, "commandery-idle", 0, false);
        thread.setContextClassLoader(Threads.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    }

    /** Does some work at once on a thread that has a name meanwhile. */
    public static void execute(String name, Runnable work) {
        POOL.execute(() -> {
            Thread thread = Thread.currentThread();
            String ownName = thread.getName();
            thread.setName(name);
            try {
                work.run();
            } finally {
                thread.setName(ownName);
                thread.setContextClassLoader(Threads.class.getClassLoader());
            }
        });
    }

    /** Does something that takes no time, after a while. */
    public static Future<?> after(Duration pause, Runnable work) {
        return CLOCK.schedule(work, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits for a latch, whatever interrupts. */
    public static void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
