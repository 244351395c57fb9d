package org.commandery.eventstore.generated;

import java.util.Optional;
import java.util.stream.Stream;
import org.commandery.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

/** Finds what a store said in what a transaction manager makes of it. */
final class Refusal {

    private Refusal() {}

    /** The store's error among the causes of another one, or among those that they suppressed. */
    static Optional<EventStoreException> in(@Nullable Throwable e) {
        if (e == null) {
            return Optional.empty();
        }
        if (e instanceof EventStoreException refusal) {
            return Optional.of(refusal);
        }
        return Stream.concat(Stream.of(e.getSuppressed()), Stream.ofNullable(e.getCause()))
                .flatMap(cause -> in(cause).stream())
                .findFirst();
    }
}
