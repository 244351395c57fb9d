package org.commandery.eventstore.internal;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.List;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventData;

/** Gives ids to events, and to what leads to them, that have none: UUIDs of version 7 (RFC 9562, section 5.7), whose time order keeps the index on them small and warm. */
public final class EventIds {

    private EventIds() {}

    /** The same appends, each of their events with an id. */
    public static List<Append> complete(List<Append> appends) {
        return appends.stream().map(EventIds::complete).toList();
    }

    /** The same append, each of its events with an id. */
    public static Append complete(Append append) {
        List<EventData> events = append.events();
        if (events.stream().noneMatch(event -> event.eventId() == null)) {
            return append;
        }
        return append.withEvents(events.stream().map(EventIds::complete).toList());
    }

    /** The same event with an id. */
    public static EventData complete(EventData event) {
        return event.eventId() == null ? event.withEventId(next()) : event;
    }

    /** An id for what needs one before it comes to the store. Whoever knows the last one can guess it. */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }
}
