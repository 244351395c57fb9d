package org.commandery.eventstore;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be appended to one stream, all of it or nothing.
 *
 * @param stream the stream's name; it comes into being with its first event
 * @param expected what the stream's version must be
 * @param events the events in their order; empty to write none
 * @param commandId the id of the command that decided on them, by which the store knows a command that is sent twice; null when the caller
 *     does not ask for that. It is kept even when there are no events
 */
public record Append(
        String stream,
        ExpectedVersion expected,
        List<EventData> events,
        @Nullable UUID commandId) {

    /** @throws IllegalArgumentException when the stream's name is blank */
    public Append {
        if (stream.isBlank()) {
            throw new IllegalArgumentException("a stream has a name");
        }
        events = List.copyOf(events);
    }

    /** An append that does not ask whether its command was sent before. */
    public static Append of(String stream, ExpectedVersion expected, List<EventData> events) {
        return new Append(stream, expected, events, null);
    }
}
