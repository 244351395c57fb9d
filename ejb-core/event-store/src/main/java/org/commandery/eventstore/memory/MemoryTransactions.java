package org.commandery.eventstore.memory;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.commandery.eventstore.internal.JoinedAppends;
import org.commandery.eventstore.internal.JoinedTransaction;
import org.jspecify.annotations.Nullable;

/** What is done on a memory in the transactions of callers, and in such as last for one call. */
final class MemoryTransactions {

    private final @Nullable TransactionSynchronizationRegistry registry;
    private final Supplier<MemoryUnit> units;
    private final JoinedAppends joined;
    private final Object key = new Object();

    MemoryTransactions(@Nullable TransactionSynchronizationRegistry registry, Supplier<MemoryUnit> units) {
        this.registry = registry;
        this.units = units;
        this.joined = new JoinedAppends(registry, this::unitOfTransaction);
    }

    /** The appends of the calling thread's transaction; empty when it has none. */
    Optional<JoinedTransaction> joined() {
        return joined.current();
    }

    /** Does something at once: in the caller's transaction, or alone when there is none. */
    <T> T now(Function<MemoryUnit, T> work) {
        // Asking for the joined appends has them end the unit with the transaction.
        return joined.current().isPresent() ? work.apply(unitOfTransaction()) : alone(work);
    }

    /** Does something in a transaction of its own. */
    <T> T alone(Function<MemoryUnit, T> work) {
        MemoryUnit unit = units.get();
        boolean done = false;
        try {
            T result = work.apply(unit);
            done = true;
            return result;
        } finally {
            unit.completed(done);
        }
    }

    private MemoryUnit unitOfTransaction() {
        if (registry == null) {
            throw new IllegalStateException("there are no transactions to join");
        }
        if (registry.getResource(key) instanceof MemoryUnit known) {
            return known;
        }
        MemoryUnit unit = units.get();
        registry.putResource(key, unit);
        return unit;
    }
}
