package org.commandery.eventstore.memory;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A map in which what a JTA transaction changes is its own until it commits. */
final class TransactedMap<K, V> {

    private final @Nullable TransactionSynchronizationRegistry registry;
    private final Map<K, V> committed = new LinkedHashMap<>();
    private final Object key = new Object();

    /** @param registry tells of the caller's transaction; null when there never is one */
    TransactedMap(@Nullable TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    synchronized Optional<V> get(K name) {
        return Optional.ofNullable(seen().get(name));
    }

    /** All values, those that were put last at the end. */
    synchronized List<V> values() {
        return List.copyOf(seen().values());
    }

    /** Puts a value where there is none. */
    synchronized void putIfAbsent(K name, V value) {
        if (!seen().containsKey(name)) {
            change(name, Optional.of(value));
        }
    }

    /** Puts a value for everybody, whatever becomes of the transaction. */
    synchronized void putAtOnce(K name, V value) {
        committed.put(name, value);
    }

    /** @return false when there was none */
    synchronized boolean remove(K name) {
        boolean there = seen().containsKey(name);
        change(name, Optional.empty());
        return there;
    }

    private void change(K name, Optional<V> value) {
        Changes changes = changes();
        if (changes == null) {
            apply(committed, name, value);
        } else {
            changes.values.put(name, value);
        }
    }

    /** What the calling thread sees. */
    private Map<K, V> seen() {
        Changes changes = changes();
        if (changes == null || changes.values.isEmpty()) {
            return committed;
        }
        Map<K, V> seen = new LinkedHashMap<>(committed);
        changes.values.forEach((name, value) -> apply(seen, name, value));
        return seen;
    }

    private static <K, V> void apply(Map<K, V> map, K name, Optional<V> value) {
        value.ifPresentOrElse(kept -> map.put(name, kept), () -> map.remove(name));
    }

    /** The changes of the calling thread's transaction; null when it has none. */
    private @Nullable Changes changes() {
        if (registry == null || registry.getTransactionStatus() != Status.STATUS_ACTIVE) {
            return null;
        }
        Object known = registry.getResource(key);
        if (known != null) {
            @SuppressWarnings("unchecked") // put there under this key below
            Changes changes = (Changes) known;
            return changes;
        }
        Changes changes = new Changes();
        registry.registerInterposedSynchronization(changes);
        registry.putResource(key, changes);
        return changes;
    }

    /** What one transaction has changed: empty for what it removed. */
    private final class Changes implements Synchronization {

        private final Map<K, Optional<V>> values = new LinkedHashMap<>();

        @Override
        public void beforeCompletion() {
            // Nothing can go wrong any more.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                synchronized (TransactedMap.this) {
                    values.forEach((name, value) -> apply(committed, name, value));
                }
            }
        }
    }
}
