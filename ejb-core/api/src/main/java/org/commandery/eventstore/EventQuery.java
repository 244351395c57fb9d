package org.commandery.eventstore;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a store are meant: those that match at least one of the criteria, or all when there are none.
 *
 * @param criteria what is looked for; empty for all events
 */
public record EventQuery(List<Criterion> criteria) {

    /** All events. */
    public static final EventQuery ALL = new EventQuery(List.of());

    public EventQuery {
        criteria = List.copyOf(criteria);
    }

    /**
     * What an event must be to match: all that is asked for here.
     *
     * @param types the type is one of these; empty for any
     * @param tags the event has each of these; empty when tags do not matter
     * @param streamPrefix the name of the event's stream begins so, as in {@code order-}; empty for any
     * @param correlationId the event's correlation id; null for any
     */
    public record Criterion(
            Set<String> types,
            Set<String> tags,
            String streamPrefix,
            @Nullable UUID correlationId) {

        /** @throws IllegalArgumentException when a text holds a NUL character, which no event can have */
        public Criterion {
            types = Set.copyOf(types);
            tags = Set.copyOf(tags);
            if (Stream.of(types.stream(), tags.stream(), Stream.of(streamPrefix))
                    .flatMap(texts -> texts)
                    .anyMatch(text -> text.indexOf('\0') >= 0)) {
                throw new IllegalArgumentException("no type, tag or stream holds a NUL character");
            }
        }

        /** Whether an event is one of those that are meant. */
        public boolean matches(RecordedEvent event) {
            return (types.isEmpty() || types.contains(event.type()))
                    && event.tags().containsAll(tags)
                    && event.stream().startsWith(streamPrefix)
                    && (correlationId == null || correlationId.equals(event.correlationId()));
        }
    }

    /** The events of these types. */
    public static EventQuery types(String... types) {
        return new EventQuery(List.of(new Criterion(Set.of(types), Set.of(), "", null)));
    }

    /** The events with all of these tags. */
    public static EventQuery tags(String... tags) {
        return new EventQuery(List.of(new Criterion(Set.of(), Set.of(tags), "", null)));
    }

    /** The events of all streams whose name begins so: a category, as in {@code order-}. */
    public static EventQuery streams(String prefix) {
        return new EventQuery(List.of(new Criterion(Set.of(), Set.of(), prefix, null)));
    }

    /** The events of one correlation. */
    public static EventQuery correlation(UUID correlationId) {
        return new EventQuery(List.of(new Criterion(Set.of(), Set.of(), "", correlationId)));
    }

    /** The events that this query means, and those that the other one means. One that means all stays so. */
    public EventQuery or(EventQuery other) {
        return criteria.isEmpty() || other.criteria.isEmpty()
                ? ALL
                : new EventQuery(Stream.concat(criteria.stream(), other.criteria.stream())
                        .toList());
    }

    /** Whether an event is one of those that are meant. */
    public boolean matches(RecordedEvent event) {
        return criteria.isEmpty() || criteria.stream().anyMatch(criterion -> criterion.matches(event));
    }
}
