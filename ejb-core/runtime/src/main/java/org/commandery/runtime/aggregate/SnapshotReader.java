package org.commandery.runtime.aggregate;

import java.util.Optional;
import java.util.UUID;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.Snapshot;
import org.commandery.runtime.serialization.Serialization;
import org.jspecify.annotations.Nullable;

/** Finds the snapshots of aggregates that have them. */
final class SnapshotReader {

    /** The id of the last event that the snapshot holds, without which it could be taken for one of a stream that came later. */
    static final String LAST_EVENT = "lastEvent";

    /** Whether that event is only linked. */
    static final String LINKED = "linked";

    private final EventStore store;
    private final Serialization serialization;

    SnapshotReader(EventStore store, Serialization serialization) {
        this.store = store;
        this.serialization = serialization;
    }

    /** The aggregate as its snapshot has it; null when there is none that can be used. */
    @Nullable
    Live find(AggregateKey key) {
        SnapshotRule rule = key.model().snapshots();
        if (rule == null) {
            return null;
        }
        Optional<Snapshot> found = store.snapshots()
                .find(key.stream())
                .filter(snapshot ->
                        snapshot.type().equals(key.model().type().getName()) && snapshot.revision() == rule.version());
        return found.map(snapshot -> restored(key, snapshot)).orElse(null);
    }

    private @Nullable Live restored(AggregateKey key, Snapshot snapshot) {
        try {
            Object state = serialization.decodeState(snapshot, key.model().type());
            UUID lastEvent = UUID.fromString(snapshot.metadata().getOrDefault(LAST_EVENT, ""));
            return new Live(
                    new Loaded(state, snapshot.version()),
                    lastEvent,
                    Boolean.parseBoolean(snapshot.metadata().get(LINKED)),
                    AppendResult.UNKNOWN,
                    snapshot.version(),
                    Live.NONE.keepNanos());
        } catch (RuntimeException e) {
            AggregateLog.LOG.snapshotUnreadable(key.stream(), snapshot.version(), e);
            return null;
        }
    }
}
