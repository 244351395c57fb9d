package org.commandery.runtime.subscription;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.commandery.eventstore.RecordedEvent;

/** The newest events of a store, as many as fit. Not safe for use by many threads. */
final class Window {

    private final int maxEvents;
    private final long maxCharacters;
    private final NavigableMap<Long, RecordedEvent> events = new TreeMap<>();
    private long after = -1;
    private long head = -1;
    private long characters;

    /**
     * @param maxEvents how many events it holds at most
     * @param maxCharacters how much data it holds at most, but always one event
     */
    Window(int maxEvents, long maxCharacters) {
        this.maxEvents = maxEvents;
        this.maxCharacters = maxCharacters;
    }

    /** Empties it: what comes next, comes after this position. */
    void startAfter(long position) {
        events.clear();
        characters = 0;
        after = position;
        head = position;
    }

    /** Adds the events that follow, in order, and drops the oldest beyond its bounds. */
    void add(List<RecordedEvent> page) {
        for (RecordedEvent event : page) {
            events.put(event.position(), event);
            characters += event.data().length();
            head = event.position();
        }
        while (events.size() > 1 && (events.size() > maxEvents || characters > maxCharacters)) {
            RecordedEvent oldest = events.pollFirstEntry().getValue();
            characters -= oldest.data().length();
            after = oldest.position();
        }
    }

    /** Whether all events after this position are here. */
    boolean covers(long position) {
        return position >= after;
    }

    /** The position of the newest event, -1 before the start. */
    long head() {
        return head;
    }

    /** The events after a position that it covers. */
    List<RecordedEvent> after(long position, int limit) {
        return events.tailMap(position, false).values().stream().limit(limit).toList();
    }
}
