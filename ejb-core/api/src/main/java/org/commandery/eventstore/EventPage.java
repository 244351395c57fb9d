package org.commandery.eventstore;

import java.util.List;

/**
 * What a query found between one position and another.
 *
 * @param events the events in the global order; may be empty although there is more to come, as a read looks at a bounded number of events
 * @param reached the position up to which all events that match are in this page and those before it: the next page begins after it
 * @param complete whether the end of the store was reached
 */
public record EventPage(List<RecordedEvent> events, long reached, boolean complete) {

    public EventPage {
        events = List.copyOf(events);
    }
}
