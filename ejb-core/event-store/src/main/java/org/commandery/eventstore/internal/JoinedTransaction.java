package org.commandery.eventstore.internal;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.internal.JoinedAppends.Unit;
import org.jspecify.annotations.Nullable;

/** The appends of one transaction to one store, until they are written just before its commit. */
public final class JoinedTransaction implements Synchronization {

    private final TransactionSynchronizationRegistry registry;
    private final Unit unit;
    private final List<Append> pending = new ArrayList<>();
    private final Map<String, Integer> pendingEvents = new HashMap<>();
    private final Map<UUID, AppendResult> pendingCommands = new HashMap<>();
    private boolean completing;

    JoinedTransaction(TransactionSynchronizationRegistry registry, Unit unit) {
        this.registry = registry;
        this.unit = unit;
    }

    /**
     * Takes an append into the transaction. What can be seen to be wrong now is refused now; the rest when the transaction commits.
     *
     * @param append its events have ids
     */
    public AppendResult append(Append append) {
        Optional<AppendResult> first = findCommand(append.commandId());
        if (first.isPresent()) {
            return Refusals.repeated(append, first.get());
        }
        long actual = unit.version(append.stream()) + pendingEvents.getOrDefault(append.stream(), 0);
        Refusals.requireExpected(append, actual);
        int events = append.events().size();
        AppendResult result = new AppendResult(append.stream(), actual + events, AppendResult.UNKNOWN, events, false);
        if (completing) {
            // Another synchronization of the same transaction that comes after this one: nobody would write it later.
            unit.write(List.of(append));
        } else {
            pending.add(append);
            pendingEvents.merge(append.stream(), events, Integer::sum);
            if (append.commandId() != null) {
                pendingCommands.put(append.commandId(), result);
            }
        }
        return result;
    }

    private Optional<AppendResult> findCommand(@Nullable UUID commandId) {
        if (commandId == null) {
            return Optional.empty();
        }
        AppendResult inThisTransaction = pendingCommands.get(commandId);
        return inThisTransaction != null ? Optional.of(inThisTransaction) : unit.findCommand(commandId);
    }

    @Override
    public void beforeCompletion() {
        completing = true;
        pendingEvents.clear();
        try {
            unit.write(pending);
        } catch (RuntimeException e) {
            registry.setRollbackOnly();
            throw e;
        }
    }

    @Override
    public void afterCompletion(int status) {
        unit.completed(status == Status.STATUS_COMMITTED);
    }
}
