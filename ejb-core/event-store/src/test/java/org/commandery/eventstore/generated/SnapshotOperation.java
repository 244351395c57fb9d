package org.commandery.eventstore.generated;

import java.util.Map;
import java.util.Optional;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.Snapshot;

/**
 * Keeps a snapshot, and looks for it: an older one never takes the place of a newer.
 *
 * @param stream the number of the stream
 * @param version at which it was taken
 */
record SnapshotOperation(int stream, int version) implements Operation {

    @Override
    public void run(Caller caller) {
        String name = Caller.stream(stream);
        String data = "{\"version\": %d}".formatted(version);
        try {
            caller.store().snapshots().record(new Snapshot(name, version, "state", 1, data, Map.of(), null));
        } catch (EventStoreUnavailable e) {
            caller.history().unavailable(e);
            caller.awaitStore();
            return;
        }
        Optional<Snapshot> found = caller.store().snapshots().find(name);
        if (found.isEmpty()
                || found.get().version() < version
                || !found.get()
                        .data()
                        .equals("{\"version\": %d}".formatted(found.get().version()))) {
            throw new AssertionError("the snapshot of version %d was followed by %s".formatted(version, found));
        }
    }
}
