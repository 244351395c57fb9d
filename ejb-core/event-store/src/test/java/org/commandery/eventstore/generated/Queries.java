package org.commandery.eventstore.generated;

import java.util.List;
import java.util.UUID;
import org.commandery.eventstore.EventQuery;

/** Queries of each kind, that events of {@link Payloads} match now and then. */
final class Queries {

    private static final List<EventQuery> ALL = List.of(
            EventQuery.tags("tag-0"),
            EventQuery.tags("tag-1", "all-tagged"),
            EventQuery.types("type-1"),
            EventQuery.streams(Caller.stream(1)),
            EventQuery.correlation(new UUID(0, 5)),
            EventQuery.tags("tag-2").or(EventQuery.correlation(new UUID(0, 1))),
            EventQuery.tags("tag-1").or(EventQuery.tags("tag-2")),
            EventQuery.ALL);

    private Queries() {}

    static EventQuery query(int number) {
        return ALL.get(number % ALL.size());
    }
}
