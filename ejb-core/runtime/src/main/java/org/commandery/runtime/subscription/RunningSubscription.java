package org.commandery.runtime.subscription;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.StaleCheckpoint;
import org.commandery.runtime.subscription.Delivery.DeliveryRefused;
import org.commandery.runtime.subscription.SubscriptionStatus.State;
import org.commandery.runtime.tenant.CurrentTenant;
import org.jspecify.annotations.Nullable;

/**
 * One subscription and its thread.
 *
 * <p>It knows two positions. Its checkpoint is durable and moves in the transaction of the handler. What it has reached may be beyond
 * that by events it does not want; they get into the checkpoint with the next delivery, or by themselves after a while.
 *
 * <p>Events that are there already share a transaction. Their number grows while transactions are short and shrinks when they are long, so that
 * a slow handler does not run into the transaction's timeout and stops soon. When a shared transaction fails, each of its events gets one of its own.
 */
final class RunningSubscription {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofMillis(500);
    private static final Duration LONGEST_YIELD = Duration.ofSeconds(1);

    private final String application;
    private final SubscriptionDefinition definition;
    private final Delivery delivery;
    private final EventStore store;
    private final Tail tail;
    private final Timing timing;
    private final Thread thread;
    private final Progress progress = new Progress();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Backoff failures;
    private final Backoff yields;

    // Only the subscription's own thread writes these; others read the volatile ones.
    private Page page = new Page(List.of(), 0);
    private long reached;
    private long oneByOneUpTo;
    private int batch = 1;
    private int attempts;
    private long checkpointWritten = System.nanoTime();
    private boolean opened;
    private volatile long checkpoint;
    private volatile State state = State.STARTING;
    private volatile @Nullable String failure;

    RunningSubscription(
            String application,
            @Nullable String tenant,
            SubscriptionDefinition definition,
            Delivery delivery,
            EventStore store,
            Tail tail,
            Timing timing) {
        this.application = application;
        this.definition = definition;
        this.delivery = delivery;
        this.store = store;
        this.tail = tail;
        this.timing = timing;
        this.failures = new Backoff(timing.firstPause(), timing.longestPause());
        this.yields = new Backoff(timing.firstPause(), LONGEST_YIELD);
        this.thread = Threads.daemon("commandery-" + application + "-" + definition.name(), () -> runFor(tenant));
    }

    void start() {
        thread.start();
    }

    SubscriptionDefinition definition() {
        return definition;
    }

    Progress progress() {
        return progress;
    }

    /** Whether the calling thread is the one that calls this subscription's handler. */
    boolean isCurrentThread() {
        return thread == Thread.currentThread();
    }

    /** @param head the position of the last event of the store */
    SubscriptionStatus status(long head) {
        long position = checkpoint;
        return new SubscriptionStatus(
                definition.name(), definition.consistency(), position, Math.max(head, position), state, failure);
    }

    /** Tells it to stop, without waiting. */
    void stop() {
        stopped.countDown();
        tail.signal();
    }

    /** Stops it and returns when no delivery is under way any more. */
    void close() {
        stop();
        Threads.join(thread);
    }

    private void runFor(@Nullable String tenant) {
        CurrentTenant.replace(tenant);
        run();
    }

    private void run() {
        while (!isStopped()) {
            try {
                if (opened) {
                    advance();
                } else {
                    open();
                }
            } catch (StaleCheckpoint e) {
                lostCheckpoint();
            } catch (RuntimeException | Error e) {
                storeFailed(e);
            } catch (InterruptedException e) {
                // A handler may leave its thread interrupted. Only close() ends this thread.
            }
        }
        state = State.STOPPED;
        progress.close();
        SubscriptionLog.LOG.stopped(definition.name(), application, checkpoint);
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void open() {
        Checkpoints checkpoints = store.checkpoints();
        long position = checkpoints
                .find(definition.name())
                .map(Checkpoints.Checkpoint::position)
                .orElseGet(() -> checkpoints.open(definition.name(), origin()));
        checkpoint = position;
        page = new Page(List.of(), position);
        opened = true;
        SubscriptionLog.LOG.started(definition.name(), application, position);
        reached(position);
    }

    private long origin() {
        StartFrom start = definition.start();
        return start.equals(StartFrom.CURRENT) ? store.head() : start.position();
    }

    /** Takes one step: handles what lies ahead, or waits for it. */
    private void advance() throws InterruptedException {
        if (page.reached() <= reached) {
            state = reached < tail.head() ? State.CATCHING_UP : State.LIVE;
            page = tail.after(reached, timing.idle(), this::isStopped);
            failures.reset();
            failure = null;
            if (isStopped()) {
                return;
            }
        }
        int limit = reached < oneByOneUpTo ? 1 : batch;
        Slice slice = Slice.of(page, reached, definition, limit);
        if (slice.wanted().isEmpty()) {
            passOver(slice.to());
        } else {
            deliver(slice);
        }
    }

    private void passOver(long position) {
        reached(position);
        boolean idle = System.nanoTime() - checkpointWritten >= timing.idle().toNanos();
        if (reached > checkpoint && (idle || reached - checkpoint >= Tail.PAGE)) {
            store.checkpoints().advance(definition.name(), checkpoint, reached);
            checkpointWritten(reached);
        }
    }

    private void deliver(Slice slice) {
        CheckpointWriter writer = new CheckpointWriter(slice.to());
        long start = System.nanoTime();
        try {
            delivery.deliver(slice.wanted(), writer);
            if (!writer.written) {
                throw new IllegalStateException("the delivery did not write the checkpoint");
            }
        } catch (DeliveryRefused e) {
            refused(e);
            return;
        } catch (Throwable e) {
            if (writer.stale) {
                lostCheckpoint();
            } else {
                failed(slice, e);
            }
            return;
        }
        delivered(slice, Duration.ofNanos(System.nanoTime() - start));
    }

    private void delivered(Slice slice, Duration duration) {
        if (attempts > 0) {
            SubscriptionLog.LOG.deliveredAtLast(definition.name(), application, slice.describe(), attempts + 1);
        }
        attempts = 0;
        failures.reset();
        yields.reset();
        failure = null;
        state = State.CATCHING_UP;
        checkpointWritten(slice.to());
        reached(slice.to());
        if (duration.compareTo(SHORT) < 0) {
            batch = Math.min(batch * 2, delivery.maxEvents());
        } else if (duration.compareTo(LONG) > 0) {
            batch = Math.max(batch / 2, 1);
        }
    }

    private void failed(Slice slice, Throwable cause) {
        String reason = cause.toString();
        failure = "%s: %s".formatted(slice.describe(), reason);
        state = State.RETRYING;
        if (slice.wanted().size() > 1) {
            oneByOneUpTo = slice.to();
            batch = 1;
            SubscriptionLog.LOG.batchFailed(
                    definition.name(), application, slice.wanted().size(), reason);
            return;
        }
        attempts++;
        Duration pause = failures.pause();
        if (attempts == 1) {
            SubscriptionLog.LOG.deliveryFailed(
                    definition.name(), application, slice.describe(), pause.toMillis(), cause);
        } else {
            SubscriptionLog.LOG.deliveryFailedAgain(
                    definition.name(), application, slice.describe(), attempts, pause.toMillis(), reason);
        }
        waitFor(pause);
    }

    private void refused(DeliveryRefused refusal) {
        String reason = String.valueOf(refusal.getMessage());
        failure = "its handler is not to be had now: " + reason;
        SubscriptionLog.LOG.refused(definition.name(), application, reason);
        waitFor(yields.pause());
    }

    /** Another node, or an operator, has moved the checkpoint: what was read before is of no use. */
    private void lostCheckpoint() {
        SubscriptionLog.LOG.checkpointMoved(definition.name(), application, checkpoint);
        opened = false;
        waitFor(yields.pause());
    }

    private void storeFailed(Throwable cause) {
        Duration pause = failures.pause();
        failure = "the event store cannot be read: " + cause;
        SubscriptionLog.LOG.storeFailed(definition.name(), application, pause.toMillis(), cause.toString());
        waitFor(pause);
    }

    private void reached(long position) {
        reached = position;
        progress.reached(position);
    }

    private void checkpointWritten(long position) {
        checkpoint = position;
        checkpointWritten = System.nanoTime();
    }

    private void waitFor(Duration pause) {
        try {
            stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // As in run(): only close() ends this thread.
        }
    }

    /** Moves the checkpoint when the delivery asks for it, and remembers how that went: the delivery may wrap what is thrown. */
    private final class CheckpointWriter implements Runnable {

        private final long to;
        private boolean written;
        private boolean stale;

        CheckpointWriter(long to) {
            this.to = to;
        }

        @Override
        public void run() {
            try {
                store.checkpoints().advance(definition.name(), checkpoint, to);
                written = true;
            } catch (StaleCheckpoint e) {
                stale = true;
                throw e;
            }
        }
    }
}
