package org.commandery.eventstore.generated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StreamNotFound;

/** The model of a store: its events in their order, from which everything else follows. */
final class Log {

    private static final int PAGE = 1_000;

    private final List<RecordedEvent> events;
    private final Map<UUID, RecordedEvent> byId = new HashMap<>();
    private final Map<String, List<RecordedEvent>> byStream = new HashMap<>();

    private final Map<String, List<RecordedEvent>> shown = new TreeMap<>();

    private Log(List<RecordedEvent> events) {
        this.events = events;
        for (RecordedEvent event : events) {
            byId.put(event.eventId(), event);
            byStream.computeIfAbsent(event.stream(), name -> new ArrayList<>()).add(event);
        }
    }

    /** What a store holds. */
    static Log of(EventStore store) {
        List<RecordedEvent> events = new ArrayList<>();
        store.streamAll(0, PAGE).forEach(events::add);
        Log log = new Log(events);
        for (int i = 0; i < LinkOperation.STREAMS; i++) {
            log.show(LinkOperation.LINKED + i, store);
        }
        return log;
    }

    private void show(String stream, EventStore store) {
        try {
            List<RecordedEvent> entries = new ArrayList<>();
            store.stream(stream, 1, PAGE).forEach(entries::add);
            shown.put(stream, entries);
        } catch (StreamNotFound e) {
            shown.put(stream, List.of());
        }
    }

    /** What the streams with links show, their own events included. */
    Map<String, List<RecordedEvent>> shown() {
        return shown;
    }

    /** Whether a stream with links shows an event. */
    boolean shows(String stream, UUID eventId) {
        return shown.getOrDefault(stream, List.of()).stream()
                .anyMatch(event -> event.eventId().equals(eventId));
    }

    List<RecordedEvent> events() {
        return events;
    }

    /** The events after a position that are there for good. */
    List<RecordedEvent> after(long position) {
        return kept(events).stream()
                .filter(event -> event.position() > position)
                .toList();
    }

    /** Those of the events that are there for good: not of the streams that callers remove. */
    static List<RecordedEvent> kept(List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> !event.stream().startsWith(Caller.REMOVED))
                .toList();
    }

    Map<String, List<RecordedEvent>> streams() {
        return byStream;
    }

    /** The events of a stream; empty when there is none. */
    List<RecordedEvent> of(String stream) {
        return byStream.getOrDefault(stream, List.of());
    }

    Optional<RecordedEvent> find(UUID eventId) {
        return Optional.ofNullable(byId.get(eventId));
    }

    /** The position of the last event, 0 when there is none. */
    long head() {
        return events.isEmpty() ? 0 : events.get(events.size() - 1).position();
    }

    /** The version that a stream had when this position was the last. */
    long versionAt(String stream, long position) {
        List<RecordedEvent> stored = of(stream);
        int below = 0;
        int above = stored.size();
        while (below < above) {
            int middle = (below + above) >>> 1;
            if (stored.get(middle).position() <= position) {
                below = middle + 1;
            } else {
                above = middle;
            }
        }
        return below;
    }
}
