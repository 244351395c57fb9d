package org.commandery.benchmarks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;

/** Reads all that is new, woken by the store or else each half second as the subscriptions are, and remembers when each event came. */
final class Follower implements AutoCloseable {

    private static final int PAGE = 1_000;
    private static final int LOOK_MILLIS = 500;

    private final EventStore store;
    private final Map<Long, Long> received = new ConcurrentHashMap<>();
    private final Semaphore wakeUps = new Semaphore(0);
    private final EventStore.AppendListener listener;
    private final Thread thread;
    private volatile boolean closed;

    Follower(EventStore store) {
        this.store = store;
        listener = store.onAppend(wakeUps::release);
        thread = new Thread(this::follow, "follower");
        thread.start();
    }

    /** When the event at a position came; waits for it. */
    long received(long position) throws InterruptedException {
        Long nanos = received.get(position);
        while (nanos == null) {
            TimeUnit.MILLISECONDS.sleep(1);
            nanos = received.get(position);
        }
        return nanos;
    }

    private void follow() {
        long position = store.head();
        while (!closed) {
            var page = store.readAllForward(position, PAGE);
            long now = Trickle.now();
            for (RecordedEvent event : page) {
                position = event.position();
                received.put(position, now);
            }
            if (page.isEmpty()) {
                awaitWakeUp();
            }
        }
    }

    private void awaitWakeUp() {
        try {
            if (wakeUps.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                wakeUps.drainPermits();
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        listener.close();
        wakeUps.release();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
