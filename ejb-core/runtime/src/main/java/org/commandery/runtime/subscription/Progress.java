package org.commandery.runtime.subscription;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How far a subscription has come, for those who wait for it. Up to this position each event it wants is handled and committed; events it does not
 * want count as soon as they are passed over, for nothing is lost when they are passed over again after a crash.
 */
final class Progress {

    /** While another node works on it, nobody here knows how far it is. */
    static final long UNKNOWN = -1;

    private record Waiter(long position, CountDownLatch done) {}

    private final PriorityQueue<Waiter> waiters = new PriorityQueue<>(Comparator.comparingLong(Waiter::position));
    private long reached = UNKNOWN;
    private boolean closed;

    /** The subscription has come to a position. It may be an earlier one, when its checkpoint was moved back. */
    synchronized void reached(long position) {
        reached = position;
        while (!waiters.isEmpty() && waiters.peek().position() <= position) {
            waiters.remove().done().countDown();
        }
    }

    /**
     * Waits until the subscription has come to a position.
     *
     * @return false when the time was over before, or the subscription was stopped
     */
    boolean await(long position, Duration timeout) throws InterruptedException {
        Waiter waiter = new Waiter(position, new CountDownLatch(1));
        synchronized (this) {
            if (reached >= position || closed) {
                return reached >= position;
            }
            waiters.add(waiter);
        }
        boolean done = waiter.done().await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        synchronized (this) {
            waiters.remove(waiter);
            return done && !(closed && reached < position);
        }
    }

    /** Lets all go who wait: it goes no further. */
    synchronized void close() {
        closed = true;
        waiters.forEach(waiter -> waiter.done().countDown());
        waiters.clear();
    }
}
