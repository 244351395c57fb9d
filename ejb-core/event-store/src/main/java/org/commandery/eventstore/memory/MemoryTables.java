package org.commandery.eventstore.memory;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.commandery.eventstore.EventStoreUnavailable;
import org.jspecify.annotations.Nullable;

/**
 * Tables in memory. What a JTA transaction changes is its own until it commits, all of it at one moment; nobody else can change these rows meanwhile.
 *
 * <p>Whoever uses a table holds the monitor of this object from the first look to the last change, which makes that atomic.
 */
final class MemoryTables {

    private static final long LONGEST_WAIT = TimeUnit.MINUTES.toNanos(1);

    private final @Nullable TransactionSynchronizationRegistry registry;
    private final List<Table<?, ?>> tables = new ArrayList<>();
    private final Object key = new Object();

    /** @param registry tells of the caller's transaction; null when there never is one */
    MemoryTables(@Nullable TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    /** Adds a table. */
    synchronized <K extends Comparable<K>, V> Table<K, V> table() {
        Table<K, V> table = new Table<>();
        tables.add(table);
        return table;
    }

    /** The changes of the calling thread's transaction; null when there are none. */
    private @Nullable Transaction transaction() {
        return status() != Status.STATUS_NO_TRANSACTION
                        && registry != null
                        && registry.getResource(key) instanceof Transaction known
                ? known
                : null;
    }

    /** The same for who is about to change something; null when the calling thread has no transaction. */
    private @Nullable Transaction begunTransaction() {
        Transaction known = transaction();
        if (known != null || registry == null || status() == Status.STATUS_NO_TRANSACTION) {
            return known;
        }
        if (status() == Status.STATUS_MARKED_ROLLBACK) {
            throw new EventStoreUnavailable("the transaction can only be rolled back", null);
        }
        Transaction transaction = new Transaction();
        registry.registerInterposedSynchronization(transaction);
        registry.putResource(key, transaction);
        return transaction;
    }

    /** That of the calling thread's transaction, as long as it can be joined. */
    private int status() {
        int status = registry == null ? Status.STATUS_NO_TRANSACTION : registry.getTransactionStatus();
        return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK
                ? status
                : Status.STATUS_NO_TRANSACTION;
    }

    /** Rows by their keys, in order. */
    final class Table<K extends Comparable<K>, V> {

        private final NavigableMap<K, V> committed = new TreeMap<>();
        private final Map<K, Transaction> changing = new HashMap<>();

        private Table() {}

        /** What the calling thread sees of a row. */
        Optional<V> get(K name) {
            Transaction transaction = transaction();
            Optional<V> changed =
                    transaction == null ? null : transaction.changesOf(this).get(name);
            return changed == null ? Optional.ofNullable(committed.get(name)) : changed;
        }

        /** A copy of what the calling thread sees. */
        NavigableMap<K, V> rows() {
            NavigableMap<K, V> rows = new TreeMap<>(committed);
            Transaction transaction = transaction();
            if (transaction != null) {
                transaction.changesOf(this).forEach((name, value) -> apply(rows, name, value));
            }
            return rows;
        }

        /** Whether another transaction has changed a row and did not end yet. */
        boolean isTaken(K name) {
            Transaction other = changing.get(name);
            return other != null && other != transaction();
        }

        /**
         * Waits until no other transaction is changing a row. What was seen of the tables before that may not be true any more.
         *
         * @throws EventStoreUnavailable when that takes more than a minute
         */
        void awaitFree(K name) {
            long end = System.nanoTime() + LONGEST_WAIT;
            while (isTaken(name)) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new EventStoreUnavailable("another transaction keeps '%s'".formatted(name), null);
                }
                try {
                    MemoryTables.this.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new EventStoreUnavailable("interrupted", e);
                }
            }
        }

        /** Puts a row that no other transaction is changing; it is the calling thread's transaction's own then. */
        void put(K name, V value) {
            change(name, Optional.of(value));
        }

        /** Removes a row that no other transaction is changing. */
        void remove(K name) {
            change(name, Optional.empty());
        }

        private void change(K name, Optional<V> value) {
            Transaction transaction = begunTransaction();
            if (transaction == null) {
                apply(committed, name, value);
            } else {
                transaction.changesOf(this).put(name, value);
                changing.put(name, transaction);
            }
        }

        private void apply(Map<K, V> rows, K name, Optional<V> value) {
            value.ifPresentOrElse(kept -> rows.put(name, kept), () -> rows.remove(name));
        }

        private void end(Transaction transaction, boolean commit) {
            if (commit) {
                transaction.changesOf(this).forEach((name, value) -> apply(committed, name, value));
            }
            changing.values().removeIf(each -> each == transaction);
        }
    }

    /** What one transaction has changed: empty for rows that it removed. */
    private final class Transaction implements Synchronization {

        private final Map<Table<?, ?>, Map<?, ?>> changes = new HashMap<>();

        @SuppressWarnings("unchecked") // what is kept for a table is made here, with the types of that table
        private <K extends Comparable<K>, V> Map<K, Optional<V>> changesOf(Table<K, V> table) {
            return (Map<K, Optional<V>>) changes.computeIfAbsent(table, each -> new HashMap<K, Optional<V>>());
        }

        @Override
        public void beforeCompletion() {
            // Nothing can go wrong any more: the rows have been this transaction's own since it changed them.
        }

        @Override
        public void afterCompletion(int status) {
            synchronized (MemoryTables.this) {
                tables.forEach(table -> table.end(this, status == Status.STATUS_COMMITTED));
                MemoryTables.this.notifyAll();
            }
        }
    }
}
