package org.commandery.eventstore.generated;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.commandery.eventstore.EventData;

/** Events that differ in all that events can differ in. */
final class Payloads {

    private static final String BROKEN = "{no json";
    private static final int LARGE = 20_000;

    private Payloads() {}

    /** An event of this number, with an id of its own. */
    static EventData event(long number) {
        EventData event = EventData.of("type-" + number % 3, data(number)).withEventId(UUID.randomUUID());
        if (number % 4 == 0) {
            event = event.withMetadata(Map.of("number", Long.toString(number), "text", "ä \"quoted\" \\ text\n"));
        }
        if (number % 5 == 0) {
            event = event.withCause(UUID.randomUUID(), new UUID(0, number % 7));
        }
        if (number % 3 != 0) {
            event = event.withTags("tag-" + number % 3, "all-tagged");
        }
        if (number % 6 == 0) {
            event = event.withRevision(2).withCreatedAt(Instant.ofEpochSecond(number, 123_456_000));
        }
        return event;
    }

    private static String data(long number) {
        String text = number % 50 == 0 ? "x".repeat(LARGE) : "x'\\\"ü";
        return "{\"number\":%d,  \"text\":\"%s\"}"
                .formatted(number, text.replace("\\", "\\\\").replace("\"", "\\\""));
    }

    /** The same event with data that no store can hold. */
    static EventData broken(EventData event) {
        return EventData.of(event.type(), BROKEN).withEventId(UUID.randomUUID());
    }

    static boolean isBroken(String data) {
        return data.equals(BROKEN);
    }
}
