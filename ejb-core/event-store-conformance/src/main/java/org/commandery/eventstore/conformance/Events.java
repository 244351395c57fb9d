package org.commandery.eventstore.conformance;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.RecordedEvent;

/** Events to try a store with. */
public final class Events {

    private Events() {}

    /** That many events, whose data is their number: {@code {"number": 1}} first. */
    public static List<EventData> events(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Events::event).toList();
    }

    /** An event whose data is this number. */
    public static EventData event(int number) {
        return EventData.of("number-drawn", "{\"number\": %d}".formatted(number));
    }

    /** An event of this id. */
    public static EventData event(UUID id) {
        return event(0).withEventId(id);
    }

    /** The versions of these events, in their order. */
    public static List<Long> versions(List<RecordedEvent> events) {
        return events.stream().map(RecordedEvent::version).toList();
    }

    /** The positions of these events, in their order. */
    public static List<Long> positions(List<RecordedEvent> events) {
        return events.stream().map(RecordedEvent::position).toList();
    }

    /** The whole numbers from the first to the last. */
    public static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
