package org.commandery.eventstore.generated;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.Division;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.Segment;

/** One of those who use the store: what operations need to do what they say. Used by one thread. */
final class Caller {

    /** How the names of streams begin that are removed for good, again and again. */
    static final String REMOVED = "removed-";

    private final int number;
    private final World world;
    private final History history;
    private final AtomicLong eventNumbers;
    private final Map<String, Lease> leases = new HashMap<>();
    private final Map<String, Division> divisions = new HashMap<>();

    /** @param eventNumbers gives events numbers that differ between all callers */
    Caller(int number, World world, History history, AtomicLong eventNumbers) {
        this.number = number;
        this.world = world;
        this.history = history;
        this.eventNumbers = eventNumbers;
        history.node(node());
    }

    /** Which caller it is, 0 the first. */
    int number() {
        return number;
    }

    /** The name under which it claims. */
    String node() {
        return "caller-" + number;
    }

    World world() {
        return world;
    }

    History history() {
        return history;
    }

    EventStore store() {
        return world.store(number);
    }

    /** A stream that is only appended to. */
    static String stream(int number) {
        return "stream-" + number;
    }

    /** An event that nobody else has. */
    EventData event() {
        return Payloads.event(eventNumbers.incrementAndGet());
    }

    /** From what was known then to what is stored now. */
    Span since(long known) {
        try {
            return new Span(known, world.undisturbed().head());
        } catch (EventStoreUnavailable e) {
            return new Span(known, Long.MAX_VALUE);
        }
    }

    /** The lease that this caller believes to have. */
    Optional<Lease> lease(String subscription) {
        return Optional.ofNullable(leases.get(subscription));
    }

    void keep(Lease lease) {
        leases.put(lease.subscription(), lease);
    }

    void drop(Lease lease) {
        leases.remove(lease.subscription());
    }

    /** The leases that it believes to have. */
    List<Lease> leases() {
        return List.copyOf(leases.values());
    }

    /** How it believes a subscription to be divided. */
    Optional<Division> division(String subscription) {
        return Optional.ofNullable(divisions.get(subscription));
    }

    void keep(String subscription, Division division) {
        divisions.put(subscription, division);
    }

    void forgetDivision(String subscription) {
        divisions.remove(subscription);
    }

    /** The segments that it is ready to work on. */
    List<Segment> segments() {
        return divisions.values().stream()
                .flatMap(division -> division.segments().stream())
                .toList();
    }

    /** Forgets what it has, as a node does that is killed and started again. */
    void forget() {
        leases.clear();
        divisions.clear();
    }

    /** An append on its way. */
    record Sent(Append append, Unit unit, long known) {}

    /** Makes an append known to the history, before it is sent. */
    Sent send(Append append) {
        history.sendCommand(append);
        Unit unit = history.send(List.of(append), history.known());
        return new Sent(append, unit, unit.known());
    }

    /** Sends an append, waits for the answer, and leaves in the history what must be true of it. */
    void append(Append append) {
        await(send(append), () -> store().append(append));
    }

    /** Waits for the answer to an append, and leaves in the history what must be true of it. */
    void await(Sent sent, Supplier<AppendResult> answer) {
        try {
            take(sent, answer.get());
        } catch (EventStoreUnavailable e) {
            sent.unit().unknown();
            history.unavailable(e);
            awaitStore();
            if (sent.append().commandId() != null) {
                // What the error's documentation says: the id makes it safe.
                Sent again = new Sent(sent.append(), sent.unit(), history.known());
                await(again, () -> store().append(sent.append()));
            }
        } catch (EventStoreException refusal) {
            refused(List.of(sent.append()), refusal, sent.known());
        }
    }

    /** Leaves in the history that there must be a reason to refuse one of these appends. */
    void refused(List<Append> together, EventStoreException refusal, long known) {
        history.count(refusal.getClass().getSimpleName());
        Span span = since(known);
        history.later(log -> Reasons.require(log, history, together, refusal, span));
    }

    /** Sends appends to several streams, and leaves in the history what must be true of the answer. */
    void appendAll(List<Append> group) {
        group.forEach(history::sendCommand);
        appendAll(history.send(new Unit(group, true, history.known())), history.known());
    }

    private void appendAll(Unit unit, long known) {
        List<Append> group = unit.appends();
        try {
            List<AppendResult> results = store().appendAll(group);
            history.count("groups");
            for (int i = 0; i < group.size(); i++) {
                if (results.get(i).version() == AppendResult.UNKNOWN) {
                    // It wrote nothing, and there was a broken connection; or its command was repeated.
                    requireReason(results.get(i));
                } else {
                    take(new Sent(group.get(i), unit, known), results.get(i));
                }
            }
        } catch (EventStoreUnavailable e) {
            unit.unknown();
            history.unavailable(e);
            awaitStore();
            if (group.stream().anyMatch(append -> append.commandId() != null)) {
                appendAll(unit, history.known());
            }
        } catch (EventStoreException refusal) {
            refused(group, refusal, known);
        }
    }

    private void requireReason(AppendResult unknown) {
        if (!unknown.repeated() && history.undisturbed()) {
            throw new AssertionError("nobody knows the version in " + unknown);
        }
    }

    private void take(Sent sent, AppendResult result) {
        history.answered(sent.append(), result);
        if (result.repeated()) {
            return;
        }
        sent.unit().acknowledged();
        Span span = since(sent.known());
        history.later(log -> Answers.requireResult(log, sent.append(), result, span));
    }

    /** Waits until the database is back. */
    void awaitStore() {
        Patience.until("the database is back", () -> {
            try {
                world.undisturbed().head();
                return true;
            } catch (EventStoreUnavailable e) {
                return false;
            }
        });
    }
}
