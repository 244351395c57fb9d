package org.commandery.launcher;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What has been started, to be stopped in the opposite order. A stop that comes while something starts waits for it, so that nothing is started
 * and forgotten.
 */
final class Running {

    private final Deque<Part> started = new ArrayDeque<>();
    private final CountDownLatch stopping = new CountDownLatch(1);

    private record Part(String name, AutoCloseable running) {}

    /** Starts one more part, or refuses because the whole is being stopped. */
    synchronized <T extends AutoCloseable> T start(String name, Callable<T> part) throws Exception {
        if (isStopping()) {
            throw new LaunchRefused("stopped while starting");
        }
        System.out.println("starting " + name);
        T running = part.call();
        started.push(new Part(name, running));
        return running;
    }

    boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /**
     * Whether a stop has begun or begins within a moment. Ctrl-C reaches this process and the server at once, and the server's end may be seen
     * first.
     */
    boolean isStoppingSoon() throws InterruptedException {
        return stopping.await(1, TimeUnit.SECONDS);
    }

    /** Stops everything; the second call finds nothing to stop. One part that fails to stop does not keep the others running. */
    void stop() {
        stopping.countDown();
        synchronized (this) {
            while (!started.isEmpty()) {
                Part part = started.pop();
                System.out.println("stopping " + part.name());
                try {
                    part.running().close();
                } catch (Exception e) {
                    System.err.println(part.name() + " could not be stopped: " + e);
                }
            }
        }
    }
}
