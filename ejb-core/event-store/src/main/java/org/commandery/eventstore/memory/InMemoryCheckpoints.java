package org.commandery.eventstore.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commandery.eventstore.Attendance;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.DeadLetter.Parking;
import org.commandery.eventstore.Division;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.Segment;
import org.commandery.eventstore.StaleCheckpoint;
import org.commandery.eventstore.SubscriptionExists;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints in memory. What a transaction changes is its own until it commits, and nobody else can change that checkpoint meanwhile, or claim its
 * subscription.
 */
final class InMemoryCheckpoints implements Checkpoints {

    /** @param leasedUntil by {@link System#nanoTime()} */
    private record Row(
            String stream,
            long position,
            @Nullable String owner,
            long epoch,
            long leasedUntil,
            @Nullable String paused,
            long replayUpTo) {

        private static Row at(String stream, long position, @Nullable String paused, long replayUpTo) {
            return new Row(stream, position, null, 0, 0, paused, replayUpTo);
        }

        private Row movedTo(long to) {
            return new Row(stream, to, owner, epoch, leasedUntil, paused, replayUpTo);
        }

        private Row leased(@Nullable String to, long newEpoch, long until) {
            return new Row(stream, position, to, newEpoch, until, paused, replayUpTo);
        }

        private Row paused(@Nullable String reason) {
            return new Row(stream, position, owner, epoch, leasedUntil, reason, replayUpTo);
        }

        private Row moved(long to) {
            return new Row(stream, to, owner, epoch, leasedUntil, paused, Math.max(replayUpTo, position));
        }

        private boolean isOf(Lease lease) {
            return lease.owner().equals(owner) && lease.epoch() == epoch;
        }
    }

    private record Divided(int segments, List<List<Long>> former) {}

    /** @param until by {@link System#nanoTime()} */
    private record Presence(Set<String> segments, Set<String> stopped, long until) {

        private boolean isOver() {
            return isPast(until);
        }
    }

    private final MemoryTables tables;
    private final MemoryTables.Table<String, Row> rows;
    private final MemoryTables.Table<String, Divided> divisions;
    private final InMemoryDeadLetters deadLetters;
    private final Map<String, Presence> presences = new HashMap<>();
    private long epochs;

    InMemoryCheckpoints(MemoryTables tables) {
        this.tables = tables;
        rows = tables.table();
        divisions = tables.table();
        deadLetters = new InMemoryDeadLetters(tables, this::holdLease);
    }

    InMemoryDeadLetters deadLetters() {
        return deadLetters;
    }

    @Override
    public long open(String subscription, String stream, long start) {
        synchronized (tables) {
            Optional<Row> known = rows.get(subscription);
            if (known.isEmpty()) {
                rows.awaitFree(subscription);
                known = rows.get(subscription);
            }
            if (known.isEmpty()) {
                rows.put(subscription, Row.at(stream, start, null, 0));
                return start;
            }
            if (!known.get().stream().equals(stream)) {
                throw new SubscriptionExists(subscription, known.get().stream());
            }
            return known.get().position();
        }
    }

    @Override
    public Optional<Checkpoint> find(String subscription) {
        synchronized (tables) {
            return rows.get(subscription).map(row -> checkpoint(subscription, row));
        }
    }

    @Override
    public List<Checkpoint> list() {
        synchronized (tables) {
            return rows.rows().entrySet().stream()
                    .map(entry -> checkpoint(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }

    private Checkpoint checkpoint(String subscription, Row row) {
        boolean leased = isLeased(row);
        return new Checkpoint(
                subscription,
                row.stream(),
                row.position(),
                leased ? row.owner() : null,
                row.epoch(),
                leased || row.paused() != null ? row.paused() : deliveryStopped(subscription));
    }

    /** Why nobody works on a segment that nobody has paused: its delivery is stopped, and no node is ready for it. Null when that is not so. */
    private @Nullable String deliveryStopped(String segment) {
        Map<String, Presence> present = new TreeMap<>(presences);
        present.values().removeIf(Presence::isOver);
        if (present.values().stream().anyMatch(presence -> presence.segments().contains(segment))) {
            return null;
        }
        String nodes = present.entrySet().stream()
                .filter(entry -> entry.getValue().stopped().contains(segment))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        return nodes.isEmpty() ? null : "its delivery is stopped on " + nodes;
    }

    @Override
    public boolean delete(String subscription) {
        synchronized (tables) {
            List<String> segments = awaitSegments(subscription);
            segments.forEach(rows::remove);
            divisions.remove(subscription);
            deadLetters.drop(subscription, null);
            return !segments.isEmpty();
        }
    }

    @Override
    public void advance(String subscription, long from, long to) {
        synchronized (tables) {
            Row row = movable(subscription, from, to);
            if (row.paused() != null) {
                throw new StaleCheckpoint(subscription, from);
            }
            rows.put(subscription, row.movedTo(to));
        }
    }

    @Override
    public void advance(Lease lease, long from, long to, String subscription, List<Parking> parked) {
        synchronized (tables) {
            // All that waits comes first: whoever waits lets others look.
            deadLetters.awaitFree(subscription, parked);
            Row row = movable(lease.subscription(), from, to);
            if (!row.isOf(lease) || deadLetters.isBehindNothing(subscription, parked)) {
                throw new StaleCheckpoint(lease.subscription(), from);
            }
            rows.put(lease.subscription(), row.movedTo(to));
            deadLetters.park(subscription, parked);
        }
    }

    private Row movable(String subscription, long from, long to) {
        if (to <= from) {
            throw new IllegalArgumentException("a checkpoint moves forward, not from %d to %d".formatted(from, to));
        }
        Optional<Row> row = rows.get(subscription);
        if (row.isEmpty() || row.get().position() != from || rows.isTaken(subscription)) {
            throw new StaleCheckpoint(subscription, from);
        }
        return row.get();
    }

    @Override
    public Optional<Lease> claim(String subscription, String owner, Duration timeToLive) {
        synchronized (tables) {
            Row row = rows.get(subscription).orElse(null);
            if (row == null
                    || rows.isTaken(subscription)
                    || row.paused() != null
                    || (isLeased(row) && !owner.equals(row.owner()))) {
                return Optional.empty();
            }
            long epoch = ++epochs;
            rows.put(subscription, row.leased(owner, epoch, end(timeToLive)));
            return Optional.of(new Lease(subscription, owner, epoch, row.position(), row.replayUpTo(), timeToLive));
        }
    }

    @Override
    public boolean renew(Lease lease, Duration timeToLive) {
        return changeLeased(lease, row -> row.leased(row.owner(), row.epoch(), end(timeToLive)));
    }

    @Override
    public void release(Lease lease) {
        changeLeased(lease, row -> row.leased(null, row.epoch(), 0));
    }

    /** Makes a segment this transaction's own, as a move of its checkpoint does. */
    private boolean holdLease(Lease lease) {
        return changeLeased(lease, row -> row);
    }

    /** @return false when the lease is not the newest; nothing is changed then */
    private boolean changeLeased(Lease lease, UnaryOperator<Row> change) {
        synchronized (tables) {
            rows.awaitFree(lease.subscription());
            Optional<Row> row = rows.get(lease.subscription()).filter(known -> known.isOf(lease));
            row.ifPresent(known -> rows.put(lease.subscription(), change.apply(known)));
            return row.isPresent();
        }
    }

    /** A lease lasts for its time, and beyond that as long as its owner is present. */
    private boolean isLeased(Row row) {
        if (row.owner() == null) {
            return false;
        }
        Presence presence = presences.get(row.owner());
        return !isPast(row.leasedUntil()) || (presence != null && !presence.isOver());
    }

    private static boolean isPast(long end) {
        return System.nanoTime() - end >= 0;
    }

    private static long end(Duration timeToLive) {
        return System.nanoTime() + timeToLive.toNanos();
    }

    @Override
    public Optional<Division> divide(String subscription, int segments, long start) {
        List<Segment> wanted = Segment.of(subscription, segments);
        synchronized (tables) {
            awaitDivisible(subscription, wanted);
            rows.get(subscription)
                    .map(Row::stream)
                    .filter(stream -> !stream.equals(EventStore.ALL))
                    .ifPresent(stream -> {
                        throw new SubscriptionExists(subscription, stream);
                    });
            List<String> present = names(subscription);
            List<Row> known = present.stream().flatMap(this::row).toList();
            if (known.isEmpty() || present.size() == segments) {
                List<List<Long>> former = known.isEmpty() ? List.of() : former(subscription);
                wanted.stream()
                        .map(Segment::name)
                        .filter(name -> row(name).findAny().isEmpty())
                        .forEach(name -> rows.put(name, Row.at(EventStore.ALL, start, null, 0)));
                return Optional.of(divided(subscription, wanted, former));
            }
            if (present.stream().anyMatch(rows::isTaken) || known.stream().anyMatch(this::isLeased)) {
                return Optional.empty();
            }
            return Optional.of(divideAnew(subscription, present, wanted, start));
        }
    }

    /** Waits until no other transaction is dividing it, or making the checkpoint of one of the segments. */
    private void awaitDivisible(String subscription, List<Segment> wanted) {
        Predicate<String> isBeingMade = name -> rows.get(name).isEmpty() && rows.isTaken(name);
        while (divisions.isTaken(subscription)
                || wanted.stream().map(Segment::name).anyMatch(isBeingMade)) {
            divisions.awaitFree(subscription);
            wanted.stream().map(Segment::name).filter(isBeingMade).forEach(rows::awaitFree);
        }
    }

    private Division divideAnew(String subscription, List<String> present, List<Segment> wanted, long start) {
        List<Long> positions = present.stream()
                .map(name -> row(name).map(Row::position).findAny().orElse(start))
                .toList();
        long least = positions.stream().min(Long::compare).orElseThrow();
        String paused = present.stream()
                .flatMap(this::row)
                .flatMap(row -> Stream.ofNullable(row.paused()))
                .findFirst()
                .orElse(null);
        long replayed = present.stream()
                .flatMap(this::row)
                .mapToLong(Row::replayUpTo)
                .max()
                .orElse(0);
        List<List<Long>> former = Stream.concat(former(subscription).stream(), Stream.of(positions))
                .filter(layer -> layer.stream().anyMatch(position -> position > least))
                .toList();
        present.forEach(rows::remove);
        wanted.forEach(segment -> rows.put(segment.name(), Row.at(EventStore.ALL, least, paused, replayed)));
        return divided(subscription, wanted, former);
    }

    private Division divided(String subscription, List<Segment> segments, List<List<Long>> former) {
        divisions.put(subscription, new Divided(segments.size(), former));
        return new Division(segments, former);
    }

    private List<List<Long>> former(String subscription) {
        return divisions.get(subscription).map(Divided::former).orElse(List.of());
    }

    /** The names of a subscription's segments, whether they have a checkpoint or not. */
    private List<String> names(String subscription) {
        int segments = divisions.get(subscription).map(Divided::segments).orElse(1);
        return Segment.of(subscription, segments).stream().map(Segment::name).toList();
    }

    private Stream<Row> row(String name) {
        return rows.get(name).stream();
    }

    /** Waits until no other transaction is changing a segment of a subscription, and gives the names of those that have a checkpoint. */
    private List<String> awaitSegments(String subscription) {
        divisions.awaitFree(subscription);
        List<String> segments = names(subscription);
        while (segments.stream().anyMatch(rows::isTaken)) {
            segments.forEach(rows::awaitFree);
            divisions.awaitFree(subscription);
            segments = names(subscription);
        }
        return segments.stream().filter(name -> rows.get(name).isPresent()).toList();
    }

    @Override
    public Attendance attend(String node, Set<String> segments, Set<String> stopped, Duration timeToLive) {
        synchronized (tables) {
            presences.values().removeIf(Presence::isOver);
            presences.put(node, new Presence(Set.copyOf(segments), Set.copyOf(stopped), end(timeToLive)));
            Map<String, Set<String>> nodes = new HashMap<>();
            presences.forEach((name, presence) -> nodes.put(name, presence.segments()));
            List<Checkpoint> checkpoints = new ArrayList<>();
            Stream.concat(segments.stream(), stopped.stream())
                    .distinct()
                    .forEach(name -> row(name).forEach(row -> checkpoints.add(checkpoint(name, row))));
            return new Attendance(nodes, checkpoints, new HashSet<>(deadLetters.retries()));
        }
    }

    @Override
    public void leave(String node) {
        synchronized (tables) {
            presences.remove(node);
            rows.rows().forEach((name, row) -> {
                if (node.equals(row.owner()) && !rows.isTaken(name)) {
                    rows.put(name, row.leased(null, row.epoch(), 0));
                }
            });
        }
    }

    @Override
    public boolean pause(String subscription, String reason) {
        return changeAll(subscription, row -> row.leased(null, ++epochs, 0).paused(reason));
    }

    @Override
    public boolean resume(String subscription) {
        return changeAll(subscription, row -> row.paused(null));
    }

    @Override
    public boolean move(String subscription, long position) {
        synchronized (tables) {
            boolean moved =
                    changeAll(subscription, row -> row.leased(null, ++epochs, 0).moved(position));
            divisions
                    .get(subscription)
                    .ifPresent(divided -> divisions.put(subscription, new Divided(divided.segments(), List.of())));
            return moved;
        }
    }

    private boolean changeAll(String subscription, UnaryOperator<Row> change) {
        synchronized (tables) {
            List<String> segments = awaitSegments(subscription);
            segments.forEach(name -> rows.get(name).ifPresent(row -> rows.put(name, change.apply(row))));
            return !segments.isEmpty();
        }
    }
}
