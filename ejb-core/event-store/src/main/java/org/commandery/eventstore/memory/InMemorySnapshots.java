package org.commandery.eventstore.memory;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.commandery.eventstore.Snapshot;
import org.commandery.eventstore.Snapshots;
import org.jspecify.annotations.Nullable;

/** Snapshots in memory. What a transaction changes is its own until it commits. */
final class InMemorySnapshots implements Snapshots {

    private final @Nullable TransactionSynchronizationRegistry registry;
    private final Map<String, Snapshot> committed = new HashMap<>();
    private final Object key = new Object();

    InMemorySnapshots(@Nullable TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public synchronized Optional<Snapshot> find(String stream) {
        Changes changes = changes();
        return changes != null && changes.snapshots.containsKey(stream)
                ? changes.snapshots.get(stream)
                : Optional.ofNullable(committed.get(stream));
    }

    @Override
    public synchronized void record(Snapshot snapshot) {
        AcceptableEvents.requireJson(snapshot.stream(), snapshot.data());
        Optional<Snapshot> known = find(snapshot.stream());
        if (known.isEmpty() || known.get().version() <= snapshot.version()) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            set(
                    snapshot.stream(),
                    Optional.of(new Snapshot(
                            snapshot.stream(),
                            snapshot.version(),
                            snapshot.type(),
                            snapshot.revision(),
                            snapshot.data(),
                            snapshot.metadata(),
                            now)));
        }
    }

    @Override
    public synchronized void delete(String stream) {
        set(stream, Optional.empty());
    }

    private void set(String stream, Optional<Snapshot> snapshot) {
        Changes changes = changes();
        if (changes == null) {
            commit(stream, snapshot);
        } else {
            changes.snapshots.put(stream, snapshot);
        }
    }

    private void commit(String stream, Optional<Snapshot> snapshot) {
        snapshot.ifPresentOrElse(kept -> committed.put(stream, kept), () -> committed.remove(stream));
    }

    /** The changes of the calling thread's transaction; null when it has none. */
    private @Nullable Changes changes() {
        if (registry == null || registry.getTransactionStatus() != Status.STATUS_ACTIVE) {
            return null;
        }
        if (registry.getResource(key) instanceof Changes known) {
            return known;
        }
        Changes changes = new Changes();
        registry.registerInterposedSynchronization(changes);
        registry.putResource(key, changes);
        return changes;
    }

    /** What one transaction has changed: empty for snapshots that it dropped. */
    private final class Changes implements Synchronization {

        private final Map<String, Optional<Snapshot>> snapshots = new HashMap<>();

        @Override
        public void beforeCompletion() {
            // Nothing can go wrong any more.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                synchronized (InMemorySnapshots.this) {
                    snapshots.forEach(InMemorySnapshots.this::commit);
                }
            }
        }
    }
}
