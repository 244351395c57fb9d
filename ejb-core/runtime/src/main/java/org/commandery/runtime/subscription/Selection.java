package org.commandery.runtime.subscription;

import java.util.List;
import java.util.Set;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventQuery.Criterion;
import org.commandery.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Which events a subscription wants. Others are passed over, and when it has fallen behind, they are not even read.
 *
 * @param types the stable names of their types; null for all
 * @param stream the stream that they are in; null for any
 * @param streamPrefix how the name of that stream begins; empty for any
 */
public record Selection(
        @Nullable Set<String> types, @Nullable String stream, String streamPrefix) {

    /** All events. */
    public static final Selection ALL = new Selection(null, null, "");

    public Selection {
        types = types == null ? null : Set.copyOf(types);
    }

    /** The events of some types. */
    public static Selection ofTypes(@Nullable Set<String> types) {
        return new Selection(types, null, "");
    }

    /** Whether an event is wanted. */
    boolean takes(RecordedEvent event) {
        return (types == null || types.contains(event.type()))
                && (stream == null || stream.equals(event.stream()))
                && event.stream().startsWith(streamPrefix);
    }

    /** Finds these events, and maybe some others, in the store. */
    EventQuery query() {
        String prefix = stream == null ? streamPrefix : stream;
        if (types == null && prefix.isEmpty()) {
            return EventQuery.ALL;
        }
        return new EventQuery(List.of(new Criterion(types == null ? Set.of() : types, Set.of(), prefix, null)));
    }
}
