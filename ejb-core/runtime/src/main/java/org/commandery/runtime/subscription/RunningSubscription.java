package org.commandery.runtime.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.commandery.eventstore.Attendance;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.Division;
import org.commandery.eventstore.EventPage;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.Segment;
import org.commandery.runtime.subscription.SubscriptionStatus.SegmentStatus;
import org.commandery.runtime.subscription.SubscriptionStatus.State;
import org.jspecify.annotations.Nullable;

/** One subscription on this node: its segments, some of which this node works on. */
final class RunningSubscription {

    private static final int LOOK_AHEAD = 1_000;

    /** How long to wait for a segment of another node before its checkpoint is read again. */
    private static final Duration LOOK = Duration.ofMillis(20);

    private final SubscriptionDefinition definition;
    private final Deliveries deliveries;
    private final EventStore store;
    private final List<RunningSegment> segments;
    private final Consumer<RunningSubscription> opened;
    private final Timing timing;
    private volatile @Nullable Division division;
    private volatile Map<String, Checkpoint> checkpoints = Map.of();
    private volatile @Nullable String failure;
    private volatile boolean closed;
    private volatile boolean deliveryStopped;
    /** Since when it is paused for the swap of a rebuild, 0 when it is not. Only for the thread that hears what all nodes do. */
    private long swappingSince;

    /**
     * @param deliveries makes a delivery to its handler
     * @param segments makes the work on a segment
     * @param opened told when it has its checkpoints, and when a rebuild was left in the middle of its swap
     */
    RunningSubscription(
            SubscriptionDefinition definition,
            Deliveries deliveries,
            EventStore store,
            Function<Segment, RunningSegment> segments,
            Consumer<RunningSubscription> opened,
            Timing timing) {
        this.opened = opened;
        this.timing = timing;
        this.definition = definition;
        this.deliveries = deliveries;
        this.store = store;
        this.segments = Segment.of(definition.name(), definition.concurrency()).stream()
                .map(segments)
                .toList();
    }

    SubscriptionDefinition definition() {
        return definition;
    }

    Deliveries deliveries() {
        return deliveries;
    }

    void start() {
        segments.forEach(RunningSegment::start);
    }

    void wake() {
        segments.forEach(RunningSegment::wake);
    }

    Set<String> segmentNames() {
        return division == null || closed ? Set.of() : names();
    }

    /** The names of the segments whose delivery is stopped on this node. */
    Set<String> stoppedNames() {
        return deliveryStopped ? names() : Set.of();
    }

    private Set<String> names() {
        return segments.stream().map(RunningSegment::name).collect(Collectors.toSet());
    }

    /** Has its checkpoints be there, in as many segments as it wants. While nodes work on another number of them, it waits. */
    void divide() {
        if (division != null || closed) {
            return;
        }
        try {
            Optional<Division> divided = store.checkpoints()
                    .divide(
                            definition.name(),
                            definition.concurrency(),
                            definition.start().in(store));
            failure = divided.isPresent()
                    ? null
                    : "other nodes work on it in another number of segments than " + definition.concurrency();
            division = divided.orElse(null);
            if (division != null) {
                opened.accept(this);
            }
        } catch (EventStoreException e) {
            storeFailed(e);
        }
    }

    /** Moves it to where it began, together with what its handler does for that. */
    void reset() throws Exception {
        Delivery delivery = deliveries.live();
        try {
            delivery.reset(() -> {
                store.checkpoints().move(definition.name(), definition.start().in(store));
                store.deadLetters().drop(definition.name(), null);
            });
        } finally {
            delivery.release();
        }
    }

    /** Hears what all nodes do, and lets this one work on its part. */
    void attend(Attendance attendance, String node) {
        Set<String> names = names();
        if (deliveryStopped) {
            checkpoints = checkpoints(names, attendance);
            return;
        }
        Division divided = division;
        if (divided == null || closed) {
            return;
        }
        failure = null;
        Map<String, Checkpoint> seen = checkpoints(names, attendance);
        checkpoints = seen;
        if (seen.size() < names.size()) {
            // It was closed meanwhile, so that its checkpoints were not asked for, or somebody has divided it anew, or
            // deleted it.
            segments.forEach(segment -> segment.permit(null, null, false));
            division = null;
            return;
        }
        watchSwap(seen.values());
        Set<String> nodes = Ownership.readyFor(names, attendance.nodes());
        int quota = nodes.contains(node) ? Quota.of(definition.name(), segments.size(), node, nodes) : 0;
        Set<RunningSegment> mine = choose(quota, node, seen);
        boolean retries = attendance.retries().contains(definition.name());
        segments.forEach(
                segment -> segment.permit(mine.contains(segment) ? divided : null, seen.get(segment.name()), retries));
    }

    private static Map<String, Checkpoint> checkpoints(Set<String> names, Attendance attendance) {
        return attendance.checkpoints().stream()
                .filter(checkpoint -> names.contains(checkpoint.subscription()))
                .collect(Collectors.toMap(Checkpoint::subscription, checkpoint -> checkpoint));
    }

    /** The node that swaps lets it go on in time, unless it is gone or stands still. */
    private void watchSwap(Collection<Checkpoint> seen) {
        if (seen.stream().noneMatch(RunningRebuild::isSwapping)) {
            swappingSince = 0;
        } else if (swappingSince == 0) {
            swappingSince = System.nanoTime();
        } else if (System.nanoTime() - swappingSince > 2 * timing.longestSwap().toNanos()) {
            swappingSince = 0;
            opened.accept(this);
        }
    }

    /** As many as it may have: those that it has, then those that it is about to have, then free ones. */
    private Set<RunningSegment> choose(int quota, String node, Map<String, Checkpoint> seen) {
        List<RunningSegment> candidates = new ArrayList<>(segments.stream()
                .filter(segment -> {
                    Checkpoint checkpoint = seen.get(segment.name());
                    return checkpoint.paused() == null
                            && (checkpoint.owner() == null || checkpoint.owner().equals(node));
                })
                .toList());
        candidates.sort(Comparator.comparing((RunningSegment segment) ->
                        !node.equals(seen.get(segment.name()).owner()))
                .thenComparing(segment -> !segment.isPermitted()));
        return Set.copyOf(candidates.subList(0, Math.min(quota, candidates.size())));
    }

    void storeFailed(Throwable cause) {
        failure = "the event store cannot be read: " + cause;
    }

    /** Whether the calling thread is one that calls this subscription's handler. */
    boolean isCurrentThread() {
        return segments.stream().anyMatch(RunningSegment::isCurrentThread);
    }

    /** Waits until all segments have handled the events up to a position, wherever they are worked on. */
    boolean await(long position, long deadline) throws InterruptedException {
        for (RunningSegment segment : segments) {
            while (!segment.progress().await(position, left(deadline, LOOK))) {
                if (closed || left(deadline, LOOK).isZero()) {
                    return false;
                }
                if (!segment.isOwned() && isHandledElsewhere(segment, position)) {
                    break;
                }
            }
        }
        return true;
    }

    private static Duration left(long deadline, Duration most) {
        return Duration.ofNanos(Math.min(most.toNanos(), Math.max(0, deadline - System.nanoTime())));
    }

    /** Events that a segment does not want get into its checkpoint late; so what counts is whether there are any that it wants. */
    private boolean isHandledElsewhere(RunningSegment segment, long position) {
        Optional<Checkpoint> checkpoint = store.checkpoints().find(segment.name());
        Division divided = division;
        if (checkpoint.isEmpty() || divided == null) {
            return false;
        }
        return nextWanted(segment, divided, checkpoint.get().position(), position)
                .filter(event -> event.position() <= position)
                .isEmpty();
    }

    /** The first event that a segment wants, of those after one position and, about, up to another. */
    private Optional<RecordedEvent> nextWanted(RunningSegment segment, Division divided, long after, long upTo) {
        long from = after;
        while (from < upTo) {
            EventPage page = store.read(definition.selection().query(), from, LOOK_AHEAD);
            Optional<RecordedEvent> wanted = page.events().stream()
                    .filter(event -> segment.takes(event, divided))
                    .findFirst();
            if (wanted.isPresent() || page.complete()) {
                return wanted;
            }
            from = page.reached();
        }
        return Optional.empty();
    }

    /** When the oldest event was stored that it has yet to handle; empty when there is none, or it has not seen its checkpoints. */
    Optional<Instant> waitingSince() {
        Division divided = division;
        Map<String, Checkpoint> seen = checkpoints;
        if (divided == null || seen.isEmpty()) {
            return Optional.empty();
        }
        return segments.stream()
                .flatMap(segment -> {
                    long checkpoint = status(segment, seen).checkpoint();
                    return nextWanted(segment, divided, checkpoint, Long.MAX_VALUE).stream();
                })
                .map(RecordedEvent::createdAt)
                .min(Comparator.naturalOrder());
    }

    /** @param head the position of the last event of the store */
    SubscriptionStatus status(long head) {
        Map<String, Checkpoint> seen = checkpoints;
        List<SegmentStatus> statuses =
                segments.stream().map(segment -> status(segment, seen)).toList();
        long checkpoint =
                statuses.stream().mapToLong(SegmentStatus::checkpoint).min().orElse(0);
        State state = statuses.stream()
                .map(SegmentStatus::state)
                .max(Comparator.naturalOrder())
                .orElse(State.STARTING);
        String reason = statuses.stream()
                .map(SegmentStatus::failure)
                .filter(text -> text != null)
                .findFirst()
                .orElse(failure);
        return new SubscriptionStatus(
                definition.name(),
                definition.consistency(),
                checkpoint,
                Math.max(head, checkpoint),
                closed && !deliveryStopped ? State.STOPPED : state,
                reason,
                statuses,
                null);
    }

    private SegmentStatus status(RunningSegment segment, Map<String, Checkpoint> seen) {
        Checkpoint checkpoint = seen.get(segment.name());
        return deliveryStopped ? segment.statusWhileStopped(checkpoint) : segment.status(checkpoint);
    }

    /** Stops it on this node, as {@link #close()} does. What other nodes do on it is seen as before: the server still has its handler, and delivers nothing to it. */
    void stopDelivery() {
        close();
        // What was seen before is older than what this node itself knows.
        checkpoints = Map.of();
        deliveryStopped = true;
    }

    /** Tells it to stop, without waiting. */
    void stop() {
        closed = true;
        segments.forEach(RunningSegment::stop);
    }

    /** Stops it, and returns when no delivery is under way any more and its leases are given back. */
    void close() {
        stop();
        segments.forEach(RunningSegment::close);
    }
}
