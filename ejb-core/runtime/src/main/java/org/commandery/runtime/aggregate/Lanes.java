package org.commandery.runtime.aggregate;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The lanes of all aggregates that commands are on their way to. One is there as long as somebody is in it. */
final class Lanes {

    private final Map<AggregateKey, Used> lanes = new ConcurrentHashMap<>();
    private final Function<AggregateKey, Lane> open;

    /** A lane and how many are in it. */
    private record Used(Lane lane, int users) {

        Used with(int more) {
            return new Used(lane, users + more);
        }
    }

    Lanes(Function<AggregateKey, Lane> open) {
        this.open = open;
    }

    Executed execute(AggregateKey key, Execution execution) {
        Used used = Objects.requireNonNull(
                lanes.compute(key, (same, known) -> known == null ? new Used(open.apply(same), 1) : known.with(1)));
        try {
            return used.lane().execute(execution);
        } finally {
            lanes.computeIfPresent(key, (same, known) -> known.users() == 1 ? null : known.with(-1));
        }
    }
}
