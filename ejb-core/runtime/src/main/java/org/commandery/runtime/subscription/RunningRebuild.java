package org.commandery.runtime.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.Rebuilds;
import org.commandery.eventstore.Rebuilds.Rebuild;
import org.commandery.eventstore.Segment;
import org.commandery.eventstore.internal.Backoff;
import org.commandery.eventstore.internal.Stepper;
import org.commandery.runtime.subscription.SubscriptionStatus.RebuildStatus;

/**
 * A read model that is rebuilt beside the live one. A subscription of its own fills the new tables; when it has nearly caught up, the live handler is paused, so that
 * the rebuild gets ahead of it, and then the tables and the checkpoints are swapped in one transaction. That pause is some milliseconds long, and readers
 * do not notice it.
 *
 * <p>What there is of a rebuild is in the store: when this node ends, it goes on with the next start of the handler, on whichever node.
 */
final class RunningRebuild {

    /** So near to the head the live handler is paused: the rebuild handles that in a moment. */
    private static final long NEAR = 1_000;

    private static final Duration WATCH = Duration.ofMillis(500);
    private static final Duration SWAP = Duration.ofMillis(20);

    /** Why the live handler is paused meanwhile: for people, and for the node that finds it so when the one that paused it is gone. */
    static final String SWAPPING = "its rebuilt tables are about to take its place";

    private final String application;
    private final Rebuild rebuild;
    private final EventStore store;
    private final Duration longestSwap;
    private final RunningSubscription filling;
    private final Consumer<RunningRebuild> ended;
    private final Stepper stepper;
    private final Backoff failures;
    private boolean begun;
    private long pausedSince;
    private volatile long head;

    /**
     * @param filling the subscription that fills the new tables
     * @param ended told when it has ended, be it that its tables are in use or that it was given up
     */
    RunningRebuild(
            String application,
            Rebuild rebuild,
            EventStore store,
            Timing timing,
            RunningSubscription filling,
            Consumer<RunningRebuild> ended) {
        this.application = application;
        this.rebuild = rebuild;
        this.store = store;
        this.longestSwap = timing.longestSwap();
        this.filling = filling;
        this.ended = ended;
        this.head = rebuild.goal();
        this.failures = new Backoff(timing.firstPause(), timing.longestPause());
        this.stepper = new Stepper("commandery-" + application + "-" + rebuild.subscription() + "-swap", this::step);
    }

    String subscription() {
        return rebuild.subscription();
    }

    RunningSubscription filling() {
        return filling;
    }

    void start() {
        SubscriptionLog.LOG.rebuilding(subscription(), application, rebuild.goal());
        stepper.start();
    }

    /** Stops it on this node, when no delivery is under way any more. A live handler that it has paused goes on. */
    void close() {
        stepper.end();
        stepper.awaitEnd();
        if (pausedSince != 0) {
            try {
                endSwap(store, subscription());
            } catch (RuntimeException | Error e) {
                SubscriptionLog.LOG.leftPaused(subscription(), application, e.toString());
            }
        }
        filling.close();
    }

    /** Ends the pause of a swap, be it one that a node has left behind that is no more. Anybody else's pause stays. */
    static void endSwap(EventStore store, String subscription) {
        if (reasons(store, subscription).anyMatch(SWAPPING::equals)) {
            store.checkpoints().resume(subscription);
        }
    }

    /** Whether a segment is paused for a swap. */
    static boolean isSwapping(Checkpoint checkpoint) {
        return SWAPPING.equals(checkpoint.paused());
    }

    private static Stream<String> reasons(EventStore store, String subscription) {
        return store.checkpoints().list().stream()
                .filter(checkpoint ->
                        Segment.named(checkpoint.subscription()).subscription().equals(subscription))
                .flatMap(checkpoint -> Stream.ofNullable(checkpoint.paused()));
    }

    RebuildStatus status() {
        long position = filling.status(head).checkpoint();
        Duration elapsed = Duration.between(rebuild.begunAt(), Instant.now());
        long left = Math.max(0, head - position);
        Optional<Duration> remaining = position <= 0 || elapsed.isNegative()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) (elapsed.toMillis() * ((double) left / position))));
        return new RebuildStatus(position, Math.max(head, position), rebuild.begunAt(), remaining.orElse(null));
    }

    private Duration step() {
        try {
            Duration rest = advance();
            failures.reset();
            return rest;
        } catch (RuntimeException | Error e) {
            Duration pause = failures.pause();
            SubscriptionLog.LOG.rebuildFailed(subscription(), application, pause.toMillis(), e.toString());
            return pause;
        }
    }

    private Duration advance() {
        Rebuilds rebuilds = store.rebuilds();
        if (rebuilds.find(subscription()).isEmpty()) {
            stepper.end();
            ended.accept(this);
            return Duration.ZERO;
        }
        if (!begun) {
            // Whoever had it before may have come to its end in the middle of the swap; there may be much to handle
            // until the next one.
            endSwap(store, subscription());
            begun = true;
        }
        head = store.head();
        if (pausedSince == 0) {
            if (head - filling.status(head).checkpoint() > NEAR) {
                return WATCH;
            }
            if (reasons(store, subscription()).findAny().isEmpty()) {
                store.checkpoints().pause(subscription(), SWAPPING);
            }
            pausedSince = System.nanoTime();
        }
        if (rebuilds.finish(subscription())) {
            SubscriptionLog.LOG.rebuilt(subscription(), application);
            pausedSince = 0;
            return Duration.ZERO;
        }
        if (System.nanoTime() - pausedSince > longestSwap.toNanos()) {
            endSwap(store, subscription());
            pausedSince = 0;
            return WATCH;
        }
        return SWAP;
    }
}
