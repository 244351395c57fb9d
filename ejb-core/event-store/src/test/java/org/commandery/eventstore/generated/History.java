package org.commandery.eventstore.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** What everybody in a run did and saw. Thread-safe. */
final class History {

    /** What must be true of something that was seen, once all events are known. */
    interface Check {
        /** @throws AssertionError when it is not true */
        void against(Log log);
    }

    /** The sendings of one command, and the answers to them. */
    record Command(UUID id, Queue<Append> sent, Queue<AppendResult> answers) {}

    private final boolean undisturbed;
    private final boolean gaps;
    private final AtomicLong known = new AtomicLong();
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
    private final Leases leases = new Leases(this::tick);
    private final Interventions interventions = new Interventions(this::tick);
    private final Set<String> divided = ConcurrentHashMap.newKeySet();
    private final Set<String> nodes = ConcurrentHashMap.newKeySet();
    private final Deliveries deliveries = new Deliveries();
    private volatile long last;
    private final AtomicLong ticks = new AtomicLong();
    private final Map<UUID, Unit> owners = new ConcurrentHashMap<>();
    private final Queue<Delete> deletes = new ConcurrentLinkedQueue<>();
    private final Queue<Unit> units = new ConcurrentLinkedQueue<>();
    private final Queue<Check> checks = new ConcurrentLinkedQueue<>();
    private final Map<Long, RecordedEvent> seen = new ConcurrentHashMap<>();
    private final Set<Long> passed = ConcurrentHashMap.newKeySet();
    private final Set<Long> ends = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    private final Map<UUID, Command> commands = new ConcurrentHashMap<>();
    private final List<Append> commandsInOrder = new ArrayList<>();
    private final Map<String, Set<Integer>> handlers = new ConcurrentHashMap<>();

    /**
     * @param undisturbed whether the store has to be there all the time
     * @param gaps whether streams are removed for good, which leaves gaps in the order of all events
     */
    History(boolean undisturbed, boolean gaps) {
        this.undisturbed = undisturbed;
        this.gaps = gaps;
    }

    boolean gaps() {
        return gaps;
    }

    boolean undisturbed() {
        return undisturbed;
    }

    /** Counts what happened, so that a long run can say what it has tried. */
    void count(String what) {
        count(what, 1);
    }

    void count(String what, long times) {
        counts.computeIfAbsent(what, name -> new AtomicLong()).addAndGet(times);
    }

    Map<String, AtomicLong> counts() {
        return counts;
    }

    /** The last position that anybody knows to be stored. */
    long known() {
        return known.get();
    }

    /** Somebody knows that this position is stored. */
    void saw(long position) {
        known.accumulateAndGet(position, Math::max);
    }

    /** Somebody read an event: nobody may ever read another one at its position. What is read by a link has another form. */
    void saw(RecordedEvent event) {
        if (event.link() != null) {
            return;
        }
        RecordedEvent other = seen.putIfAbsent(event.position(), event);
        if (other != null && !other.equals(event)) {
            throw new AssertionError("position %d was read as %s and as %s".formatted(event.position(), other, event));
        }
        saw(event.position());
        versions.merge(event.stream(), event.version(), Math::max);
    }

    /** All that was read, by position. */
    Map<Long, RecordedEvent> seen() {
        return seen;
    }

    /** A follower went past a position without an event: nobody may ever read one there that is there for good. */
    void passed(long position) {
        passed.add(position);
    }

    Set<Long> passed() {
        return passed;
    }

    /** Somebody read to the end, and this was the last position. */
    void sawEnd(long position) {
        ends.add(position);
    }

    SortedSet<Long> ends() {
        return new TreeSet<>(ends);
    }

    /** The version of a stream as far as anybody knows. */
    long version(String stream) {
        return versions.getOrDefault(stream, 0L);
    }

    /** The id of an event that is stored for good; empty when there is none yet. */
    Optional<UUID> storedEventId(int number) {
        long position = known() == 0 ? 0 : 1 + number % known();
        return Optional.ofNullable(seen.get(position))
                .filter(event -> !event.stream().startsWith(Caller.REMOVED))
                .map(RecordedEvent::eventId);
    }

    /** Something is about to be written that was begun when this position was known. */
    Unit send(List<Append> appends, long knownBefore) {
        return send(new Unit(appends, false, knownBefore));
    }

    Unit send(Unit unit) {
        unit.begun(tick());
        unit.eventIds().forEach(id -> owners.putIfAbsent(id, unit));
        units.add(unit);
        return unit;
    }

    /** Whose event it is: that of the first unit that bore its id. */
    @Nullable
    Unit owner(UUID eventId) {
        return owners.get(eventId);
    }

    /** A delete is about to be sent. */
    Delete delete(String stream, ExpectedVersion expected) {
        Delete delete = new Delete(stream, expected, tick());
        deletes.add(delete);
        return delete;
    }

    Queue<Delete> deletes() {
        return deletes;
    }

    Leases leases() {
        return leases;
    }

    Interventions interventions() {
        return interventions;
    }

    /** Somebody has divided a subscription. */
    void divided(String subscription) {
        divided.add(subscription);
    }

    /** The subscriptions that are divided. */
    Set<String> divided() {
        return divided;
    }

    /** A node is there. */
    void node(String name) {
        nodes.add(name);
    }

    /** All nodes that there were. */
    Set<String> nodes() {
        return nodes;
    }

    Deliveries deliveries() {
        return deliveries;
    }

    /** All callers have ended: notes the last event that is there. */
    void sawLast(EventStore store) {
        List<RecordedEvent> newest = store.readAllBackward(Long.MAX_VALUE, 1);
        last = newest.isEmpty() ? 0 : newest.get(0).position();
    }

    /** The last position that has an event when all callers have ended. */
    long lastToBeDelivered() {
        return last;
    }

    /** A number that is greater than those before it: what was before something else has a lower one. */
    long tick() {
        return ticks.incrementAndGet();
    }

    Queue<Unit> units() {
        return units;
    }

    /** A command is about to be sent. */
    void sendCommand(Append append) {
        UUID id = append.commandId();
        if (id != null) {
            commands.computeIfAbsent(
                            id, key -> new Command(key, new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>()))
                    .sent()
                    .add(append);
            synchronized (commandsInOrder) {
                commandsInOrder.add(append);
            }
        }
    }

    /** An append was answered. */
    void answered(Append append, AppendResult result) {
        count(result.repeated() ? "repeated" : "appended");
        saw(result.position());
        versions.merge(result.stream(), result.version(), Math::max);
        UUID id = append.commandId();
        if (id != null) {
            commands.get(id).answers().add(result);
        }
    }

    /** A command that was sent before; empty when there is none yet. */
    Optional<Append> formerCommand(int number) {
        synchronized (commandsInOrder) {
            return commandsInOrder.isEmpty()
                    ? Optional.empty()
                    : Optional.of(commandsInOrder.get(number % commandsInOrder.size()));
        }
    }

    Map<UUID, Command> commands() {
        return commands;
    }

    /** A caller handles events of a subscription. */
    void handles(String subscription, int caller) {
        handlers.computeIfAbsent(subscription, name -> ConcurrentHashMap.newKeySet())
                .add(caller);
    }

    /** The callers who handled events of a subscription. */
    Map<String, Set<Integer>> handlers() {
        return handlers;
    }

    /** Something is to be checked when all events are known. */
    void later(Check check) {
        checks.add(check);
    }

    Queue<Check> checks() {
        return checks;
    }

    /** The store could not be reached, which is right only when something struck it. */
    void unavailable(Exception e) {
        count("unavailable");
        if (undisturbed) {
            throw new AssertionError("the store is unavailable, although nothing disturbs it", e);
        }
    }
}
