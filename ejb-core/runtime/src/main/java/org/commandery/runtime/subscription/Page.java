package org.commandery.runtime.subscription;

import java.util.List;
import org.commandery.eventstore.RecordedEvent;

/**
 * A piece of the order of all events.
 *
 * @param events events in order; may be empty
 * @param reached the position up to which there are no others
 */
record Page(List<RecordedEvent> events, long reached) {

    /** @param from the position that the events come after */
    static Page of(List<RecordedEvent> events, long from) {
        return new Page(
                events, events.isEmpty() ? from : events.get(events.size() - 1).position());
    }

    /** The same, up to a position. */
    Page upTo(long position) {
        return reached <= position
                ? this
                : new Page(
                        events.stream()
                                .filter(event -> event.position() <= position)
                                .toList(),
                        position);
    }
}
