package org.commandery.eventstore;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be appended to one stream, all of it or nothing. {@link #of} and {@link #link} give the least; the other methods add to it.
 *
 * @param stream the stream's name; it comes into being with its first event
 * @param expected what the stream's version must be
 * @param events the events in their order; empty to write none
 * @param links the ids of stored events that the stream is to show as well, after the events; empty for none
 * @param commandId the id of the command that decided on them, by which the store knows a command that is sent twice; null when the caller
 *     does not ask for that. It is kept even when there are no events
 * @param condition what must not have happened meanwhile in other streams; null when that does not matter
 * @param claims keys that this stream is to hold from now on, and nobody else
 * @param releases keys that this stream held and that are free from now on; those that it does not hold are passed over
 */
public record Append(
        String stream,
        ExpectedVersion expected,
        List<EventData> events,
        List<UUID> links,
        @Nullable UUID commandId,
        @Nullable AppendCondition condition,
        Set<UniqueKey> claims,
        Set<UniqueKey> releases) {

    /** @throws IllegalArgumentException when the stream's name is blank */
    public Append {
        if (stream.isBlank()) {
            throw new IllegalArgumentException("a stream has a name");
        }
        events = List.copyOf(events);
        links = List.copyOf(links);
        claims = Set.copyOf(claims);
        releases = Set.copyOf(releases);
    }

    /** An append of events and nothing else. */
    public static Append of(String stream, ExpectedVersion expected, List<EventData> events) {
        return new Append(stream, expected, events, List.of(), null, null, Set.of(), Set.of());
    }

    /**
     * An append that shows stored events in another stream as well. They keep their one place in the global order.
     *
     * @param eventIds the ids of the events, in the order in which the stream is to show them
     */
    public static Append link(String stream, ExpectedVersion expected, List<UUID> eventIds) {
        return new Append(stream, expected, List.of(), eventIds, null, null, Set.of(), Set.of());
    }

    /** The same append with these events instead of its own. */
    public Append withEvents(List<EventData> events) {
        return new Append(stream, expected, events, links, commandId, condition, claims, releases);
    }

    /** The same append, decided on by the command of this id. */
    public Append withCommandId(@Nullable UUID commandId) {
        return new Append(stream, expected, events, links, commandId, condition, claims, releases);
    }

    /** The same append, refused when the condition does not hold. */
    public Append onCondition(AppendCondition condition) {
        return new Append(stream, expected, events, links, commandId, condition, claims, releases);
    }

    /** The same append, refused when somebody else holds one of these keys. */
    public Append claiming(UniqueKey... keys) {
        return new Append(stream, expected, events, links, commandId, condition, Set.of(keys), releases);
    }

    /** The same append, after which these keys are free. */
    public Append releasing(UniqueKey... keys) {
        return new Append(stream, expected, events, links, commandId, condition, claims, Set.of(keys));
    }
}
