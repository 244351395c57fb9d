package org.commandery.runtime.subscription;

import java.util.ArrayList;
import java.util.List;
import org.commandery.eventstore.RecordedEvent;

/**
 * What a subscription handles at once.
 *
 * @param wanted the events for its handler; may be empty
 * @param to the position that is reached with them: that of the last wanted event, or of the last unwanted one after it
 */
record Slice(List<RecordedEvent> wanted, long to) {

    /**
     * Takes events from the front of a page, up to the next wanted one beyond the limit.
     *
     * @param page the events that lie ahead
     * @param from the position that has been reached
     * @param limit how many wanted events at most
     */
    static Slice of(Page page, long from, SubscriptionDefinition definition, int limit) {
        List<RecordedEvent> wanted = new ArrayList<>();
        long to = from;
        for (RecordedEvent event : page.events()) {
            if (event.position() <= from) {
                continue;
            }
            if (definition.takes(event.type())) {
                if (wanted.size() == limit) {
                    return new Slice(wanted, to);
                }
                wanted.add(event);
            }
            to = event.position();
        }
        return new Slice(wanted, Math.max(to, page.reached()));
    }

    /** What it holds, for people. */
    String describe() {
        RecordedEvent first = wanted.get(0);
        String event = "event %d ('%s', version %d of '%s')"
                .formatted(first.position(), first.type(), first.version(), first.stream());
        return wanted.size() == 1 ? event : "%d events from %s on".formatted(wanted.size(), event);
    }
}
