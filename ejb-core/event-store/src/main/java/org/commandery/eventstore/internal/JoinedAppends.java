package org.commandery.eventstore.internal;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventStoreUnavailable;
import org.jspecify.annotations.Nullable;

/**
 * Lets appends join the JTA transaction of the calling thread. They are collected, and written just before the commit, so that the store is
 * locked for the commit only and not while user code runs.
 */
public final class JoinedAppends {

    /** What a store does for one transaction. */
    public interface Unit {

        /** The version of a stream as this transaction sees it, 0 when there is no such stream. */
        long version(String stream);

        /** What a command did that is stored. */
        Optional<AppendResult> findCommand(UUID commandId);

        /** Writes inside the transaction groups of appends, in their order; throws when the store refuses one of them. */
        void write(List<List<Append>> groups);

        /** Called when the transaction has ended. */
        void completed(boolean committed);
    }

    private final @Nullable TransactionSynchronizationRegistry registry;
    private final Supplier<Unit> units;
    private final Object key = new Object();

    /**
     * @param registry tells whether there is a transaction; null when there never is one
     * @param units gives the store's part in a new transaction
     */
    public JoinedAppends(@Nullable TransactionSynchronizationRegistry registry, Supplier<Unit> units) {
        this.registry = registry;
        this.units = units;
    }

    /**
     * The appends of the calling thread's transaction.
     *
     * @return empty when the thread has no transaction
     * @throws EventStoreUnavailable when it has one that can take no more work
     */
    public Optional<JoinedTransaction> current() {
        if (registry == null) {
            return Optional.empty();
        }
        return switch (registry.getTransactionStatus()) {
            case Status.STATUS_ACTIVE -> Optional.of(join(registry));
            case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED, Status.STATUS_ROLLEDBACK -> Optional.empty();
            // Writing on its own what belongs to a transaction that is rolled back would break the caller's promise to
            // its own caller.
            default ->
                throw new EventStoreUnavailable(
                        "the transaction of the caller is ending, or is to be rolled back", null);
        };
    }

    private JoinedTransaction join(TransactionSynchronizationRegistry registry) {
        Object known = registry.getResource(key);
        if (known instanceof JoinedTransaction transaction) {
            return transaction;
        }
        JoinedTransaction transaction = new JoinedTransaction(registry, units.get());
        registry.registerInterposedSynchronization(transaction);
        registry.putResource(key, transaction);
        return transaction;
    }
}
