package org.commandery.eventstore.memory;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.EventPage;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.Snapshots;
import org.commandery.eventstore.Streams;
import org.commandery.eventstore.internal.AppendListeners;
import org.commandery.eventstore.internal.EventIds;
import org.commandery.eventstore.internal.JoinedTransaction;
import org.commandery.eventstore.internal.Refusals;
import org.jspecify.annotations.Nullable;

/**
 * An event store that lives as long as its object, for tests: it behaves as the one in PostgreSQL does, transactions included, but for being
 * durable and shared between nodes.
 *
 * <p>A stream that is deleted inside a JTA transaction takes no more appends in that transaction, and is gone for readers when it commits.
 */
public final class InMemoryEventStore implements EventStore {

    private final Memory memory = new Memory();
    private final AppendListeners listeners = new AppendListeners("in-memory-event-store-listeners");
    private final InMemoryCheckpoints checkpoints;
    private final InMemorySnapshots snapshots;
    private final InMemoryStreams streams;
    private final MemoryTransactions transactions;
    private volatile boolean closed;

    /** A store whose appends are transactions of their own. */
    public InMemoryEventStore() {
        this(null);
    }

    /**
     * A store whose appends join the transactions of their callers.
     *
     * @param registry tells of the caller's transaction; null when there never is one
     */
    public InMemoryEventStore(@Nullable TransactionSynchronizationRegistry registry) {
        this(registry, false);
    }

    /**
     * A store whose appends join the transactions of their callers, and which may allow hard deletes.
     *
     * @param registry tells of the caller's transaction; null when there never is one
     * @param hardDeletes whether streams may be removed with all their events
     */
    public InMemoryEventStore(@Nullable TransactionSynchronizationRegistry registry, boolean hardDeletes) {
        checkpoints = new InMemoryCheckpoints(registry);
        snapshots = new InMemorySnapshots(registry);
        transactions = new MemoryTransactions(registry, () -> new MemoryUnit(memory, listeners::wake));
        streams = new InMemoryStreams(memory, snapshots, hardDeletes, transactions);
    }

    @Override
    public AppendResult append(Append append) {
        Append complete = prepared(append);
        Optional<JoinedTransaction> transaction = transactions.joined();
        return transaction.isPresent() ? transaction.get().append(complete) : write(complete);
    }

    @Override
    public CompletionStage<AppendResult> appendAsync(Append append) {
        Append complete = prepared(append);
        try {
            return CompletableFuture.completedStage(write(complete));
        } catch (EventStoreException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private Append prepared(Append append) {
        Refusals.requireAppendable(append.stream());
        if (closed) {
            throw new EventStoreUnavailable("the event store is closed", null);
        }
        return EventIds.complete(append);
    }

    private AppendResult write(Append append) {
        return transactions.alone(unit -> unit.write(append));
    }

    @Override
    public Optional<AppendResult> findCommand(UUID commandId) {
        return memory.findCommand(commandId);
    }

    @Override
    public List<RecordedEvent> readForward(String stream, long fromVersion, int limit) {
        return memory.forward(stream, fromVersion, limit);
    }

    @Override
    public List<RecordedEvent> readBackward(String stream, long fromVersion, int limit) {
        return memory.backward(stream, fromVersion, limit);
    }

    @Override
    public List<RecordedEvent> readAllForward(long afterPosition, int limit) {
        return memory.allForward(afterPosition, limit);
    }

    @Override
    public List<RecordedEvent> readAllBackward(long fromPosition, int limit) {
        return memory.allBackward(fromPosition, limit);
    }

    @Override
    public EventPage read(EventQuery query, long afterPosition, int limit) {
        return memory.query(query, afterPosition, limit);
    }

    @Override
    public long head() {
        return memory.head();
    }

    @Override
    public Streams streams() {
        return streams;
    }

    @Override
    public Snapshots snapshots() {
        return snapshots;
    }

    @Override
    public Checkpoints checkpoints() {
        return checkpoints;
    }

    @Override
    public AppendListener onAppend(Runnable listener) {
        return listeners.add(listener);
    }

    @Override
    public void close() {
        closed = true;
        listeners.close();
    }
}
