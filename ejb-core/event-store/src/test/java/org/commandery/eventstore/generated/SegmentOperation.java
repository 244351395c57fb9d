package org.commandery.eventstore.generated;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.DeadLetter.Parking;
import org.commandery.eventstore.Division;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.Segment;
import org.commandery.eventstore.generated.LeaseOperation.After;

/**
 * Works on a segment of a divided subscription, as a node does: claims it, or goes on with the lease that it has, although that may be of no use any
 * more; handles the events of its keys, and parks those that fail and those that are behind them. An event's key is its stream.
 *
 * @param subscription the number of the subscription
 * @param segment the number of the segment, which may be greater than there are
 * @param events how many events are looked at, at most
 * @param failing which events fail
 * @param after what is done with the lease after that
 */
record SegmentOperation(int subscription, int segment, int events, Failing failing, After after) implements Operation {

    static final int SUBSCRIPTIONS = 2;
    static final int MOST_SEGMENTS = 4;

    static String subscription(int number) {
        return "divided-" + number;
    }

    /** A lease on a segment, and what the division was when it was taken. */
    record Held(Lease lease, Segment segment, Division division) {}

    @Override
    public void run(Caller caller) {
        held(caller, subscription(subscription), segment).ifPresent(held -> {
            Joined.underLease(caller, held.lease(), () -> handle(caller, held));
            LeaseOperation.end(caller, held.lease(), after);
        });
    }

    /** The lease that a caller has on a segment, or can have. */
    static Optional<Held> held(Caller caller, String subscription, int number) {
        Optional<Division> known = caller.division(subscription);
        if (known.isEmpty()) {
            known = DivideOperation.divide(caller, subscription, 1 + caller.number() % MOST_SEGMENTS);
        }
        if (known.isEmpty()) {
            return Optional.empty();
        }
        List<Segment> segments = known.get().segments();
        Segment segment = segments.get(number % segments.size());
        Optional<Lease> lease = caller.lease(segment.name());
        return lease.isPresent()
                ? Optional.of(new Held(lease.get(), segment, known.get()))
                : claim(caller, subscription, segment);
    }

    private static Optional<Held> claim(Caller caller, String subscription, Segment segment) {
        Checkpoints checkpoints = caller.store().checkpoints();
        Optional<Lease> lease = LeaseOperation.claim(caller, checkpoints, segment.name());
        if (lease.isEmpty()) {
            if (checkpoints.find(segment.name()).isEmpty()) {
                caller.forgetDivision(subscription);
            }
            return Optional.empty();
        }
        // Only now: what a former division had handled may have changed until the claim, and does not after it.
        Optional<Division> division = DivideOperation.divide(caller, subscription, segment.count());
        if (division.isEmpty()) {
            caller.drop(lease.get());
            caller.forgetDivision(subscription);
        }
        return division.map(divided -> new Held(lease.get(), segment, divided));
    }

    private boolean handle(Caller caller, Held held) {
        Checkpoints checkpoints = caller.store().checkpoints();
        String name = held.segment().subscription();
        long from = checkpoints
                .find(held.segment().name())
                .map(Checkpoints.Checkpoint::position)
                .orElse(0L);
        List<RecordedEvent> ahead = caller.store().readAllForward(from, events);
        if (ahead.isEmpty()) {
            return false;
        }
        Set<String> parkedKeys = new HashSet<>(caller.store().deadLetters().keys(name));
        List<Parking> parked = new ArrayList<>();
        List<Note> handled = new ArrayList<>();
        for (RecordedEvent event : ahead) {
            caller.history().saw(event);
            String key = event.stream();
            long position = event.position();
            if (!held.segment().has(key) || held.division().isHandled(position, key)) {
                continue;
            }
            if (parkedKeys.contains(key)) {
                parked.add(new Parking(position, key, null, 0));
            } else if (failing.failsAt(position)) {
                parkedKeys.add(key);
                parked.add(new Parking(position, key, "chance wants it", 1));
            } else {
                handled.add(new Note(name, Note.What.HANDLED, position));
            }
        }
        checkpoints.advance(held.lease(), from, ahead.get(ahead.size() - 1).position(), name, parked);
        caller.world().note(caller.number(), handled);
        caller.history().count("handled in segments", handled.size());
        caller.history().count("parked", parked.size());
        return true;
    }
}
