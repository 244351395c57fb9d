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

/** The appends of one transaction to one store, until they are written just before its commit. */
public final class JoinedTransaction implements Synchronization {

    private final TransactionSynchronizationRegistry registry;
    private final Unit unit;
    private final List<List<Append>> pending = new ArrayList<>();
    private final Map<String, Integer> pendingEvents = new HashMap<>();
    private final Map<UUID, AppendResult> pendingCommands = new HashMap<>();
    private boolean completing;

    JoinedTransaction(TransactionSynchronizationRegistry registry, Unit unit) {
        this.registry = registry;
        this.unit = unit;
    }

    /**
     * Takes appends that are written all or none into the transaction. What can be seen to be wrong now is refused now; the rest when the
     * transaction commits.
     *
     * @param group one or several; their events have ids
     */
    public List<AppendResult> append(List<Append> group) {
        Optional<List<AppendResult>> repeated = Refusals.repeated(group, this::findCommand);
        if (repeated.isPresent()) {
            return repeated.get();
        }
        List<AppendResult> results = resultsOf(group);
        if (completing) {
            // Another synchronization of the same transaction that comes after this one: nobody would write it later.
            write(List.of(group));
            return results;
        }
        pending.add(group);
        for (int i = 0; i < group.size(); i++) {
            Append append = group.get(i);
            pendingEvents.merge(append.stream(), results.get(i).events(), Integer::sum);
            if (append.commandId() != null) {
                pendingCommands.put(append.commandId(), results.get(i));
            }
        }
        return results;
    }

    private List<AppendResult> resultsOf(List<Append> group) {
        Map<String, Long> versions = new HashMap<>();
        List<AppendResult> results = new ArrayList<>(group.size());
        for (Append append : group) {
            long actual = versions.computeIfAbsent(
                    append.stream(), stream -> unit.version(stream) + pendingEvents.getOrDefault(stream, 0));
            Refusals.requireExpected(append, actual);
            int events = append.events().size() + append.links().size();
            versions.put(append.stream(), actual + events);
            results.add(new AppendResult(append.stream(), actual + events, AppendResult.UNKNOWN, events, false));
        }
        return results;
    }

    private Optional<AppendResult> findCommand(UUID commandId) {
        AppendResult inThisTransaction = pendingCommands.get(commandId);
        return inThisTransaction != null ? Optional.of(inThisTransaction) : unit.findCommand(commandId);
    }

    @Override
    public void beforeCompletion() {
        completing = true;
        pendingEvents.clear();
        write(pending);
    }

    private void write(List<List<Append>> groups) {
        try {
            unit.write(groups);
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
