package org.commandery.runtime.subscription;

import java.time.Duration;
import java.util.List;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.StaleCheckpoint;
import org.commandery.eventstore.internal.Backoff;
import org.commandery.eventstore.internal.Stepper;
import org.commandery.runtime.subscription.Delivery.DeliveryRefused;
import org.commandery.runtime.subscription.SubscriptionStatus.State;
import org.commandery.runtime.tenant.CurrentTenant;
import org.jspecify.annotations.Nullable;

/**
 * One subscription. It has a thread while it has something to do.
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
    private final @Nullable String tenant;
    private final Stepper stepper;
    private final Progress progress = new Progress();
    private final Backoff failures;
    private final Backoff yields;

    // Only its steps write these; others read the volatile ones.
    private Page page = new Page(List.of(), 0);
    private long reached;
    private long oneByOneUpTo;
    private int batch = 1;
    private int attempts;
    private long checkpointWritten = System.nanoTime();
    private boolean opened;
    private long pausedUntil = System.nanoTime();
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
        this.tenant = tenant;
        this.stepper = new Stepper("commandery-" + application + "-" + definition.name(), this::step);
    }

    void start() {
        stepper.start();
    }

    /** Lets it look whether there is something to do. */
    void wake() {
        stepper.wake();
    }

    SubscriptionDefinition definition() {
        return definition;
    }

    Progress progress() {
        return progress;
    }

    /** Whether the calling thread is the one that calls this subscription's handler. */
    boolean isCurrentThread() {
        return stepper.isCurrentThread();
    }

    /** @param head the position of the last event of the store */
    SubscriptionStatus status(long head) {
        long position = checkpoint;
        return new SubscriptionStatus(
                definition.name(), definition.consistency(), position, Math.max(head, position), state, failure);
    }

    /** Tells it to stop, without waiting. */
    void stop() {
        stepper.end();
    }

    /** Stops it and returns when no delivery is under way any more. */
    void close() {
        stop();
        stepper.awaitEnd();
        if (state != State.STOPPED) {
            state = State.STOPPED;
            progress.close();
            SubscriptionLog.LOG.stopped(definition.name(), application, checkpoint);
        }
    }

    /** Takes one step, and says how long to rest after it. */
    private Duration step() {
        Duration pause = Duration.ofNanos(pausedUntil - System.nanoTime());
        if (pause.compareTo(Duration.ZERO) > 0) {
            return pause;
        }
        CurrentTenant.replace(tenant);
        try {
            if (opened) {
                return advance();
            }
            open();
        } catch (StaleCheckpoint e) {
            lostCheckpoint();
        } catch (RuntimeException | Error e) {
            storeFailed(e);
        } finally {
            CurrentTenant.replace(null);
        }
        return Duration.ZERO;
    }

    private void open() {
        long position;
        // One after the other: all together would take a connection each, which their datasource would then keep for
        // long.
        synchronized (tail) {
            Checkpoints checkpoints = store.checkpoints();
            position = checkpoints
                    .find(definition.name())
                    .map(Checkpoints.Checkpoint::position)
                    .orElseGet(() -> checkpoints.open(definition.name(), origin()));
        }
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

    /** Handles what lies ahead. */
    private Duration advance() {
        if (page.reached() <= reached) {
            state = reached < tail.head() ? State.CATCHING_UP : State.LIVE;
            page = tail.after(reached);
            failures.reset();
            failure = null;
        }
        boolean nothing = page.reached() <= reached;
        int limit = reached < oneByOneUpTo ? 1 : batch;
        Slice slice = Slice.of(page, reached, definition, limit);
        if (slice.wanted().isEmpty()) {
            passOver(slice.to());
        } else {
            deliver(slice);
        }
        if (!nothing) {
            return Duration.ZERO;
        }
        // The tail wakes it. To look from time to time as well costs little, and nothing hangs on one call.
        return reached > checkpoint ? timing.idle() : timing.longestPause();
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
        pausedUntil = System.nanoTime() + pause.toNanos();
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
