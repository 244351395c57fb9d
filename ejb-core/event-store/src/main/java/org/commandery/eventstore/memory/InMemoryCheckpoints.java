package org.commandery.eventstore.memory;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.StaleCheckpoint;
import org.jspecify.annotations.Nullable;

/** Checkpoints in memory. What a transaction changes is its own until it commits, and nobody else can change that checkpoint meanwhile. */
final class InMemoryCheckpoints implements Checkpoints {

    private final @Nullable TransactionSynchronizationRegistry registry;
    private final Map<String, Long> committed = new TreeMap<>();
    private final Map<String, Changes> changing = new HashMap<>();
    private final Object key = new Object();

    InMemoryCheckpoints(@Nullable TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public synchronized long open(String subscription, long start) {
        Optional<Checkpoint> known = find(subscription);
        if (known.isPresent()) {
            return known.get().position();
        }
        set(subscription, start, start);
        return start;
    }

    @Override
    public synchronized Optional<Checkpoint> find(String subscription) {
        return Optional.ofNullable(visible().get(subscription)).map(position -> new Checkpoint(subscription, position));
    }

    @Override
    public synchronized List<Checkpoint> list() {
        return visible().entrySet().stream()
                .map(entry -> new Checkpoint(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public synchronized void advance(String subscription, long from, long to) {
        if (to <= from) {
            throw new IllegalArgumentException("a checkpoint moves forward, not from %d to %d".formatted(from, to));
        }
        Long position = visible().get(subscription);
        if (position == null || position != from) {
            throw new StaleCheckpoint(subscription, from);
        }
        set(subscription, from, to);
    }

    private void set(String subscription, long from, long to) {
        Changes changes = changes();
        Changes others = changing.get(subscription);
        if (others != null && others != changes) {
            throw new StaleCheckpoint(subscription, from);
        }
        if (changes == null) {
            committed.put(subscription, to);
        } else {
            changes.positions.put(subscription, to);
            changing.put(subscription, changes);
        }
    }

    private Map<String, Long> visible() {
        Changes changes = changes();
        if (changes == null || changes.positions.isEmpty()) {
            return committed;
        }
        Map<String, Long> visible = new TreeMap<>(committed);
        visible.putAll(changes.positions);
        return visible;
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

    /** What one transaction has changed. */
    private final class Changes implements Synchronization {

        private final Map<String, Long> positions = new HashMap<>();

        @Override
        public void beforeCompletion() {
            // Nothing can go wrong any more: the checkpoints have been this transaction's own since it changed them.
        }

        @Override
        public void afterCompletion(int status) {
            synchronized (InMemoryCheckpoints.this) {
                if (status == Status.STATUS_COMMITTED) {
                    committed.putAll(positions);
                }
                changing.values().removeIf(changes -> changes == this);
            }
        }
    }
}
