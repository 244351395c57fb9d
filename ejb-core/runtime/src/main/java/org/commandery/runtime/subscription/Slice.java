package org.commandery.runtime.subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.commandery.eventstore.DeadLetter.Parking;
import org.commandery.eventstore.RecordedEvent;

/**
 * What a segment handles at once.
 *
 * @param wanted the events for its handler; may be empty
 * @param parked the events that are put aside, as an event of the same key was before; may be empty
 * @param to the position that is reached with them: that of the last of these, or of the last unwanted one after it
 */
record Slice(List<RecordedEvent> wanted, List<Parking> parked, long to) {

    /**
     * Takes events from the front of a page, up to the next wanted one beyond the limit.
     *
     * @param page the events that lie ahead
     * @param from the position that has been reached
     * @param takes whether an event is the segment's
     * @param parkedKeys the keys whose events are put aside
     * @param limit how many wanted events at most
     */
    static Slice of(
            Page page,
            long from,
            Predicate<RecordedEvent> takes,
            PartitionKey partitionKey,
            Set<String> parkedKeys,
            int limit) {
        List<RecordedEvent> wanted = new ArrayList<>();
        List<Parking> parked = new ArrayList<>();
        long to = from;
        for (RecordedEvent event : page.events()) {
            if (event.position() <= from) {
                continue;
            }
            if (takes.test(event)) {
                if (!parkedKeys.isEmpty() && parkedKeys.contains(partitionKey.of(event))) {
                    parked.add(new Parking(event.position(), partitionKey.of(event), null, 0));
                } else if (wanted.size() == limit) {
                    return new Slice(wanted, parked, to);
                } else {
                    wanted.add(event);
                }
            }
            to = event.position();
        }
        return new Slice(wanted, parked, Math.max(to, page.reached()));
    }

    boolean isEmpty() {
        return wanted.isEmpty() && parked.isEmpty();
    }

    /** What it holds, for people. */
    String describe() {
        return wanted.size() == 1
                ? describe(wanted.get(0))
                : "%d events from %s on".formatted(wanted.size(), describe(wanted.get(0)));
    }

    static String describe(RecordedEvent event) {
        return "event %d ('%s', version %d of '%s')"
                .formatted(event.position(), event.type(), event.version(), event.stream());
    }
}
