package org.commandery.runtime.subscription;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;

/**
 * Reads the new events of a store once, for all subscriptions of this node. It keeps the newest in a bounded window from which subscriptions
 * take what they want when they want it; one that has fallen behind the window reads from the store itself. So a slow subscription
 * holds no more than the page it works on, and nobody waits for it.
 *
 * <p>The store's calls after commits only make it look sooner. That no event is missed rests on positions and on looking from time to time.
 */
final class Tail implements AutoCloseable {

    /** A page of a thousand costs two thirds of what pages of a hundred cost, larger ones gain little. */
    static final int PAGE = 1_000;

    private static final int WINDOW = 2 * PAGE;
    private static final long WINDOW_CHARACTERS = 4_000_000;

    private final String application;
    private final EventStore store;
    private final Timing timing;
    private final Thread thread;
    private final Semaphore wake = new Semaphore(0);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Window window = new Window(WINDOW, WINDOW_CHARACTERS);
    private volatile boolean closed;

    Tail(String application, EventStore store, Timing timing) {
        this.application = application;
        this.store = store;
        this.timing = timing;
        this.thread = Threads.daemon("commandery-" + application + "-tail", this::run);
    }

    void start() {
        thread.start();
    }

    /** The position of the newest event that it has read, -1 before its start. */
    long head() {
        lock.lock();
        try {
            return window.head();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What comes after a position.
     *
     * @param patience how long to wait when there is nothing yet
     * @param stopped ends the waiting, after a call of {@link #signal}
     */
    Page after(long position, Duration patience, BooleanSupplier stopped) throws InterruptedException {
        long head;
        lock.lock();
        try {
            long left = patience.toNanos();
            while (window.covers(position) && window.head() <= position && left > 0 && !stopped.getAsBoolean()) {
                left = changed.awaitNanos(left);
            }
            if (window.covers(position)) {
                return Page.of(window.after(position, PAGE), position);
            }
            head = window.head();
        } finally {
            lock.unlock();
        }
        List<RecordedEvent> events = store.readAllForward(position, PAGE);
        // Nothing left below the head: the events there were deleted, and their positions do not come back.
        return Page.of(events, events.isEmpty() ? head : position);
    }

    /** Lets all who wait look again whether they are stopped. */
    void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        wake.release();
        Threads.join(thread);
    }

    private void run() {
        Backoff backoff = new Backoff(timing.firstPause(), timing.longestPause());
        EventStore.AppendListener listener = store.onAppend(this::wake);
        try {
            while (!closed) {
                Duration pause;
                try {
                    readNewEvents();
                    backoff.reset();
                    pause = timing.poll();
                } catch (RuntimeException | Error e) {
                    SubscriptionLog.LOG.tailFailed(application, e);
                    pause = backoff.pause();
                }
                await(pause);
            }
        } finally {
            listener.close();
        }
    }

    private void readNewEvents() {
        long head = head();
        if (head < 0) {
            long start = store.head();
            change(() -> window.startAfter(start));
            return;
        }
        List<RecordedEvent> page;
        do {
            page = store.readAllForward(head, PAGE);
            if (!page.isEmpty()) {
                List<RecordedEvent> events = page;
                change(() -> window.add(events));
                head = page.get(page.size() - 1).position();
            }
        } while (page.size() == PAGE && !closed);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    private void await(Duration pause) {
        try {
            if (wake.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            // Nobody ends this thread but close(): look again.
        }
    }
}
