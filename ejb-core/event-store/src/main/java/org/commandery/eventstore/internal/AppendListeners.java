package org.commandery.eventstore.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.commandery.eventstore.EventStore.AppendListener;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Calls listeners back after commits, on a thread of its own, so that a slow listener slows down no append. Commits that happen during a
 * call share the next one.
 */
public final class AppendListeners implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(AppendListeners.class);

    private final String threadName;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile @Nullable Thread thread;
    private volatile boolean closed;

    /** @param threadName the name of the thread that calls; it runs from the first registration on */
    public AppendListeners(String threadName) {
        this.threadName = threadName;
    }

    /** Registers a listener. */
    public synchronized AppendListener add(Runnable listener) {
        // A wrapper, so that a listener that is registered twice is removed once.
        Runnable registration = listener::run;
        listeners.add(registration);
        if (thread == null && !closed) {
            Thread caller = new Thread(this::callUntilClosed, threadName);
            caller.setDaemon(true);
            caller.start();
            thread = caller;
        }
        return () -> listeners.remove(registration);
    }

    /** Whether there is somebody to call. */
    public boolean any() {
        return !listeners.isEmpty();
    }

    /** Has the listeners called soon; never waits. */
    public void wake() {
        // One permit is enough for any number of commits. Two racing wakers may leave two, which costs an idle call.
        if (thread != null && wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /** Ends the calls. */
    @Override
    public synchronized void close() {
        closed = true;
        listeners.clear();
        wakeUps.release();
    }

    private void callUntilClosed() {
        while (!closed) {
            wakeUps.acquireUninterruptibly();
            wakeUps.drainPermits();
            listeners.forEach(AppendListeners::call);
        }
    }

    private static void call(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.warn("a listener to appends failed; it will be called again after the next one", e);
        }
    }
}
