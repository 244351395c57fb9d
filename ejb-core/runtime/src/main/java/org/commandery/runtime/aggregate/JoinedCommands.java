package org.commandery.runtime.aggregate;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The commands that belong to the JTA transactions of their callers: their appends join them. */
final class JoinedCommands {

    private final @Nullable TransactionSynchronizationRegistry registry;
    private final Supplier<Direct> begin;
    private final Consumer<Direct> committed;
    private final Object key = new Object();

    /**
     * @param registry tells of the caller's transaction; null when there never is one
     * @param begin takes the commands of a new transaction
     * @param committed called after a transaction with commands was committed
     */
    JoinedCommands(
            @Nullable TransactionSynchronizationRegistry registry, Supplier<Direct> begin, Consumer<Direct> committed) {
        this.registry = registry;
        this.begin = begin;
        this.committed = committed;
    }

    /** The commands of the calling thread's transaction; null when it has none. */
    @Nullable
    Direct current() {
        if (registry == null) {
            return null;
        }
        return switch (registry.getTransactionStatus()) {
            case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED, Status.STATUS_ROLLEDBACK -> null;
            case Status.STATUS_ACTIVE -> join(registry);
            // The store will refuse the append; nobody else's may be refused with it.
            default -> begin.get();
        };
    }

    private Direct join(TransactionSynchronizationRegistry registry) {
        if (registry.getResource(key) instanceof Direct known) {
            return known;
        }
        Direct commands = begin.get();
        registry.registerInterposedSynchronization(new End(commands));
        registry.putResource(key, commands);
        return commands;
    }

    /** The end of a transaction. */
    private final class End implements Synchronization {

        private final Direct commands;

        End(Direct commands) {
            this.commands = commands;
        }

        @Override
        public void beforeCompletion() {
            // The store writes what it was given.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                committed.accept(commands);
            }
        }
    }
}
