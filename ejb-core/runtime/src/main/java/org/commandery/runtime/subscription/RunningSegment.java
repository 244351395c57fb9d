package org.commandery.runtime.subscription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.DeadLetter.Parking;
import org.commandery.eventstore.Division;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.Segment;
import org.commandery.eventstore.StaleCheckpoint;
import org.commandery.eventstore.internal.Backoff;
import org.commandery.eventstore.internal.BrokenConnection;
import org.commandery.eventstore.internal.Stepper;
import org.commandery.runtime.subscription.Delivery.DeliveryRefused;
import org.commandery.runtime.subscription.DeliveryListener.Decision;
import org.commandery.runtime.subscription.DeliveryListener.Occasion;
import org.commandery.runtime.subscription.SubscriptionStatus.SegmentStatus;
import org.commandery.runtime.subscription.SubscriptionStatus.State;
import org.commandery.runtime.tenant.CurrentTenant;
import org.jspecify.annotations.Nullable;

/**
 * The work on one segment of a subscription. It has a thread while it has something to do, and a lease while this node is the one that works on it.
 *
 * <p>It knows two positions. Its checkpoint is durable and moves in the transaction of the handler. What it has reached may be beyond
 * that by events it does not want; they get into the checkpoint with the next delivery, or by themselves after a while.
 *
 * <p>Events that are there already share a transaction. Their number grows while transactions are short and shrinks when they are long, so that
 * a slow handler does not run into the transaction's timeout and stops soon. When a shared transaction fails, each of its events gets one of its own.
 */
final class RunningSegment {

    private static final String DELIVERY_STOPPED = "its delivery is stopped on this server";
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofMillis(500);
    private static final Duration LONGEST_YIELD = Duration.ofSeconds(1);
    /** Many segments that try too often keep a database from coming back; one that tries too seldom is late when it is back. */
    private static final Duration LONGEST_OUTAGE_PAUSE = Duration.ofSeconds(2);

    private final String application;
    private final SubscriptionDefinition definition;
    private final Segment segment;
    private final Delivery delivery;
    private final DeliveryListener listener;
    private final EventStore store;
    private final Tail tail;
    private final Timing timing;
    private final @Nullable String tenant;
    private final Ownership ownership;
    private final Stepper stepper;
    private final Progress progress = new Progress();
    private final Failing failing;
    private final Backoff storeFailures;
    private final Backoff yields;

    // What it is told by others.
    private volatile @Nullable Division permit;
    private volatile @Nullable Checkpoint seen;
    private volatile boolean retryWanted;

    // Only its steps write these; others read the volatile ones.
    private volatile @Nullable Lease lease;
    private Division division = new Division(List.of(), List.of());
    private Set<String> parkedKeys = Set.of();
    private Page page = new Page(List.of(), 0);
    private long reached;
    private long oneByOneUpTo;
    private int batch = 1;
    /** When the first event of a batch was there that is still to be filled, 0 for none. */
    private long batchBegun;
    /** Why the next events are delivered when they are. */
    private Occasion occasion = Occasion.IMMEDIATE;

    private long checkpointWritten = System.nanoTime();
    private long pausedUntil = System.nanoTime();
    private volatile long checkpoint;
    private volatile State state = State.STARTING;
    private volatile @Nullable String failure;

    RunningSegment(
            String application,
            @Nullable String tenant,
            SubscriptionDefinition definition,
            Segment segment,
            Delivery delivery,
            DeliveryListener listener,
            EventStore store,
            Tail tail,
            Ownership ownership,
            Timing timing) {
        this.application = application;
        this.tenant = tenant;
        this.definition = definition;
        this.segment = segment;
        this.delivery = delivery;
        this.listener = listener;
        this.store = store;
        this.tail = tail;
        this.ownership = ownership;
        this.timing = timing;
        this.failing = new Failing(application, definition, delivery);
        this.storeFailures = new Backoff(timing.firstPause(), shorter(timing.longestPause(), LONGEST_OUTAGE_PAUSE));
        this.yields = new Backoff(timing.firstPause(), LONGEST_YIELD);
        this.stepper = new Stepper("commandery-" + application + "-" + segment.name(), this::step);
    }

    String name() {
        return segment.name();
    }

    void start() {
        stepper.start();
    }

    /** Lets it look whether there is something to do. */
    void wake() {
        if (lease != null) {
            stepper.wake();
        }
    }

    /**
     * Says whether it may work on this node, and how its checkpoint was seen.
     *
     * @param division how the subscription is divided; null when it must not work here
     * @param checkpoint null when there is none
     * @param retries whether dead letters are to be delivered again
     */
    void permit(@Nullable Division division, @Nullable Checkpoint checkpoint, boolean retries) {
        boolean changed = (division == null) != (permit == null) || (division != null) != (lease != null);
        permit = division;
        seen = checkpoint;
        retryWanted = retries;
        Lease held = lease;
        if (changed || retries || held != null && isNewer(checkpoint, held)) {
            stepper.wake();
        }
    }

    boolean isPermitted() {
        return permit != null;
    }

    /** Whether this node has the lease, as far as it knows. */
    boolean isOwned() {
        return lease != null;
    }

    Progress progress() {
        return progress;
    }

    /** Whether the calling thread is the one that calls this segment's handler. */
    boolean isCurrentThread() {
        return stepper.isCurrentThread();
    }

    /** @param elsewhere its checkpoint as it was last seen in the store, null when it was not */
    SegmentStatus status(@Nullable Checkpoint elsewhere) {
        if (lease != null || state == State.STOPPED || elsewhere == null) {
            return new SegmentStatus(
                    segment.number(), checkpoint, lease == null ? null : ownership.node(), state, failure);
        }
        return asSeen(elsewhere, State.STARTING, failure);
    }

    /** The same while its delivery is stopped on this node. */
    SegmentStatus statusWhileStopped(@Nullable Checkpoint elsewhere) {
        return elsewhere == null
                ? new SegmentStatus(segment.number(), checkpoint, null, State.PAUSED, DELIVERY_STOPPED)
                : asSeen(elsewhere, State.PAUSED, DELIVERY_STOPPED);
    }

    /**
     * How it stands as the store tells.
     *
     * @param idle its state when it is not paused and no other node works on it
     * @param why the reason of that
     */
    private SegmentStatus asSeen(Checkpoint seenLast, State idle, @Nullable String why) {
        String owner = ownership.node().equals(seenLast.owner()) ? null : seenLast.owner();
        if (seenLast.paused() != null) {
            return new SegmentStatus(segment.number(), seenLast.position(), owner, State.PAUSED, seenLast.paused());
        }
        return owner == null
                ? new SegmentStatus(segment.number(), seenLast.position(), null, idle, why)
                : new SegmentStatus(segment.number(), seenLast.position(), owner, State.ELSEWHERE, null);
    }

    /** Tells it to stop, without waiting. */
    void stop() {
        stepper.end();
    }

    /** Stops it, returns when no delivery is under way any more, and gives its lease back. */
    void close() {
        stop();
        stepper.awaitEnd();
        if (state != State.STOPPED) {
            giveBack();
            delivery.release();
            state = State.STOPPED;
            progress.close();
            SubscriptionLog.LOG.stopped(segment.name(), application, checkpoint);
        }
    }

    /** Takes one step, and says how long to rest after it. */
    private Duration step() {
        if (permit == null) {
            giveBack();
            return timing.longestPause();
        }
        Duration pause = Duration.ofNanos(pausedUntil - System.nanoTime());
        if (pause.compareTo(Duration.ZERO) > 0) {
            return pause;
        }
        CurrentTenant.replace(tenant);
        try {
            return work();
        } catch (StaleCheckpoint e) {
            lostLease();
        } catch (RuntimeException | Error e) {
            storeFailed(e);
        } finally {
            CurrentTenant.replace(null);
        }
        return Duration.ZERO;
    }

    private Duration work() {
        Lease held = lease;
        if (held != null && isNewer(seen, held)) {
            lostLease();
            return Duration.ZERO;
        }
        if (held == null) {
            held = claim();
            if (held == null) {
                // Whoever has it gives it back, or its lease runs out; the ownership sees that.
                return timing.longestPause();
            }
        }
        if (retryWanted) {
            retryDeadLetters(held);
        }
        return advance(held);
    }

    private static boolean isNewer(@Nullable Checkpoint checkpoint, Lease lease) {
        return checkpoint != null && checkpoint.epoch() > lease.epoch();
    }

    private @Nullable Lease claim() {
        if (permit == null) {
            return null;
        }
        Lease claimed;
        Division divided;
        Set<String> keys;
        // One after the other: all together would take a connection each, which their datasource would then keep for
        // long.
        synchronized (tail) {
            claimed = store.checkpoints()
                    .claim(segment.name(), ownership.node(), timing.lease())
                    .orElse(null);
            if (claimed == null) {
                return null;
            }
            // Not what was known before: a move makes an end of what former divisions had handled. Under the lease it
            // stays.
            divided = store.checkpoints()
                    .divide(
                            definition.name(),
                            segment.count(),
                            definition.start().in(store))
                    .orElse(null);
            keys = store.deadLetters().keys(definition.name());
        }
        if (divided == null) {
            // Lost already: others have divided it anew.
            return null;
        }
        division = divided;
        parkedKeys = new HashSet<>(keys);
        parkedKeys.removeIf(key -> !segment.has(key));
        checkpoint = claimed.position();
        page = new Page(List.of(), claimed.position());
        failing.reset();
        SubscriptionLog.LOG.started(segment.name(), application, claimed.position());
        lease = claimed;
        reached(claimed.position());
        return claimed;
    }

    private void giveBack() {
        Lease held = lease;
        lease = null;
        progress.reached(Progress.UNKNOWN);
        if (held != null) {
            state = State.STARTING;
            ownership.giveBack(held);
        }
    }

    boolean takes(RecordedEvent event, Division divided) {
        if (!definition.selection().takes(event)) {
            return false;
        }
        if (segment.count() == 1 && divided.former().isEmpty()) {
            return true;
        }
        String key = definition.partitionKey().of(event);
        return segment.has(key) && !divided.isHandled(event.position(), key);
    }

    /** Handles what lies ahead. */
    private Duration advance(Lease held) {
        if (page.reached() <= reached || batchBegun != 0) {
            state = reached < tail.head() ? State.CATCHING_UP : State.LIVE;
            page = tail.after(reached, definition.selection());
            failure = null;
        }
        boolean nothing = page.reached() <= reached;
        int limit = reached < oneByOneUpTo ? 1 : limit();
        Page ahead = reached < held.replayUpTo() ? page.upTo(held.replayUpTo()) : page;
        Slice slice = slice(ahead, limit);
        if (!slice.parked().isEmpty() && forgetFreeKeys()) {
            slice = slice(ahead, limit);
        }
        Duration more = waitForMore(ahead, slice, limit);
        if (!more.isZero()) {
            return more;
        }
        if (slice.isEmpty()) {
            passOver(held, slice.to());
        } else if (slice.wanted().isEmpty()) {
            moveCheckpoint(held, slice.to(), slice.parked());
        } else {
            deliver(held, slice);
        }
        if (!nothing) {
            return Duration.ZERO;
        }
        // The tail wakes it. To look from time to time as well costs little, and nothing hangs on one call.
        return reached > checkpoint ? timing.idle() : timing.longestPause();
    }

    private Slice slice(Page ahead, int limit) {
        return Slice.of(ahead, reached, event -> takes(event, division), definition.partitionKey(), parkedKeys, limit);
    }

    /** Somebody may have given up the dead letters of a key, from whichever node: its events need not be put aside any more. */
    private boolean forgetFreeKeys() {
        return parkedKeys.retainAll(store.deadLetters().keys(definition.name()));
    }

    /** How long to wait for a batch to fill that is not full and has everything there is. */
    private Duration waitForMore(Page ahead, Slice slice, int limit) {
        Duration longest = definition.batching().timeout();
        int size = slice.wanted().size();
        if (longest.isZero() || size == 0 || size >= limit || slice.to() < ahead.reached()) {
            batchBegun = 0;
            occasion = longest.isZero() || limit < limit() ? Occasion.IMMEDIATE : Occasion.SIZE;
            return Duration.ZERO;
        }
        long now = System.nanoTime();
        batchBegun = batchBegun == 0 ? now : batchBegun;
        Duration left = longest.minusNanos(now - batchBegun);
        if (left.isNegative() || left.isZero()) {
            batchBegun = 0;
            occasion = Occasion.TIMEOUT;
            return Duration.ZERO;
        }
        return left;
    }

    private int limit() {
        int most = definition.batching().size();
        return most > 0 ? Math.min(most, delivery.maxEvents()) : batch;
    }

    private void passOver(Lease held, long position) {
        reached(position);
        boolean idle = System.nanoTime() - checkpointWritten >= timing.idle().toNanos();
        if (reached > checkpoint && (idle || reached - checkpoint >= Tail.PAGE)) {
            moveCheckpoint(held, reached, List.of());
        }
    }

    private void moveCheckpoint(Lease held, long to, List<Parking> parked) {
        store.checkpoints().advance(held, checkpoint, to, definition.name(), parked);
        checkpointWritten(to);
        reached(to);
    }

    private void deliver(Lease held, Slice slice) {
        CheckpointWriter writer = new CheckpointWriter(
                () -> store.checkpoints().advance(held, checkpoint, slice.to(), definition.name(), slice.parked()),
                listener,
                occasion);
        long start = System.nanoTime();
        try {
            writer.deliver(delivery, slice.wanted(), slice.to() <= held.replayUpTo());
        } catch (DeliveryRefused e) {
            refused(e);
            return;
        } catch (Throwable e) {
            if (writer.isStale()) {
                lostLease();
            } else {
                failed(held, slice, e);
            }
            return;
        }
        delivered(slice, Duration.ofNanos(System.nanoTime() - start));
    }

    private void delivered(Slice slice, Duration duration) {
        if (failing.attempts() > 0) {
            SubscriptionLog.LOG.deliveredAtLast(segment.name(), application, slice.describe(), failing.attempts() + 1);
        }
        failing.reset();
        yields.reset();
        failure = null;
        state = State.CATCHING_UP;
        checkpointWritten(slice.to());
        reached(slice.to());
        if (duration.compareTo(SHORT) < 0) {
            batch = (int) Math.min(batch * 2L, delivery.maxEvents());
        } else if (duration.compareTo(LONG) > 0) {
            batch = Math.max(batch / 2, 1);
        }
    }

    private void failed(Lease held, Slice slice, Throwable cause) {
        // A handler is not to blame for a database that is down: then this throws, and the event waits.
        store.head();
        failure = "%s: %s".formatted(slice.describe(), cause);
        state = State.RETRYING;
        if (BrokenConnection.isIn(cause)) {
            // Neither is the event to blame when the database is back already: that is no attempt.
            Duration pause = storeFailures.pause();
            SubscriptionLog.LOG.connectionBroke(
                    segment.name(), application, slice.describe(), pause.toMillis(), cause.toString());
            waitFor(pause);
            return;
        }
        if (slice.wanted().size() > 1) {
            oneByOneUpTo = slice.to();
            batch = 1;
            SubscriptionLog.LOG.batchFailed(
                    segment.name(), application, slice.wanted().size(), cause.toString());
            return;
        }
        RecordedEvent event = slice.wanted().get(0);
        Failing.Verdict verdict = failing.decide(segment.name(), event, cause);
        if (verdict instanceof Failing.Again again) {
            waitFor(again.pause());
            listener.decided(Decision.RETRIED);
        } else if (verdict instanceof Failing.PutAside aside) {
            String key = definition.partitionKey().of(event);
            List<Parking> parked = new ArrayList<>(slice.parked());
            parked.add(new Parking(event.position(), key, aside.error(), aside.attempts()));
            passed(held, slice, parked);
            parkedKeys.add(key);
            listener.decided(Decision.PARKED);
        } else if (verdict instanceof Failing.Halt halt) {
            store.checkpoints().pause(definition.name(), halt.reason());
            lostLease();
            listener.decided(Decision.STOPPED);
        } else {
            passed(held, slice, slice.parked());
            listener.decided(Decision.SKIPPED);
        }
    }

    private void passed(Lease held, Slice slice, List<Parking> parked) {
        moveCheckpoint(held, slice.to(), parked);
        failing.reset();
        failure = null;
    }

    /** Delivers the dead letters that somebody has asked for, key by key and in order, until one fails. */
    private void retryDeadLetters(Lease held) {
        retryWanted = false;
        DeadLetterRetry retry = new DeadLetterRetry(store, segment, definition, delivery, listener);
        parkedKeys.removeAll(retry.deliver(held));
    }

    private void refused(DeliveryRefused refusal) {
        String reason = String.valueOf(refusal.getMessage());
        failure = "its handler is not to be had now: " + reason;
        SubscriptionLog.LOG.refused(segment.name(), application, reason);
        waitFor(yields.pause());
    }

    /** Another node, or an operator, has taken it: what was read before is of no use. */
    private void lostLease() {
        SubscriptionLog.LOG.leaseLost(segment.name(), application, checkpoint);
        lease = null;
        state = State.STARTING;
        progress.reached(Progress.UNKNOWN);
        waitFor(yields.pause());
    }

    private void storeFailed(Throwable cause) {
        Duration pause = storeFailures.pause();
        failure = "the event store cannot be read: " + cause;
        SubscriptionLog.LOG.storeFailed(segment.name(), application, pause.toMillis(), cause.toString());
        waitFor(pause);
    }

    private void reached(long position) {
        reached = position;
        progress.reached(position);
    }

    private void checkpointWritten(long position) {
        // Not before: what lies ahead may be in memory, and can be read while the database is away.
        storeFailures.reset();
        checkpoint = position;
        checkpointWritten = System.nanoTime();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void waitFor(Duration pause) {
        pausedUntil = System.nanoTime() + pause.toNanos();
    }
}
