package org.commandery.eventstore.memory;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.Feed;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.Subscriptions;
import org.commandery.eventstore.internal.AppendListeners;
import org.commandery.eventstore.internal.EventIds;
import org.commandery.eventstore.internal.JoinedAppends;
import org.commandery.eventstore.internal.JoinedTransaction;
import org.commandery.eventstore.internal.NodeNames;
import org.commandery.eventstore.internal.Refusals;
import org.commandery.eventstore.subscription.StoreSubscriptions;
import org.jspecify.annotations.Nullable;

/**
 * An event store that lives as long as its object, for tests: it behaves as the one in PostgreSQL does, transactions included, but for being
 * durable and shared between nodes.
 */
public final class InMemoryEventStore implements EventStore {

    private final Memory memory;
    private final AppendListeners listeners = new AppendListeners("in-memory-event-store-listeners");
    private final InMemoryCheckpoints checkpoints;
    private final @Nullable TransactionSynchronizationRegistry registry;
    private final JoinedAppends joined;
    private final StoreSubscriptions subscriptions = new StoreSubscriptions(this, NodeNames.next());
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
        this(new Memory(), new InMemoryCheckpoints(registry), registry);
    }

    private InMemoryEventStore(
            Memory memory, InMemoryCheckpoints checkpoints, @Nullable TransactionSynchronizationRegistry registry) {
        this.memory = memory;
        this.checkpoints = checkpoints;
        this.registry = registry;
        joined = new JoinedAppends(registry, () -> new MemoryUnit(memory, listeners::wake));
    }

    /**
     * Another store with the same events and checkpoints, as another node has one. As it may be there, its subscriptions are not told of what this
     * one stores: they find it when they look.
     */
    public InMemoryEventStore otherNode() {
        return new InMemoryEventStore(memory, checkpoints, registry);
    }

    @Override
    public AppendResult append(Append append) {
        Append complete = prepared(append);
        Optional<JoinedTransaction> transaction = joined.current();
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
        MemoryUnit unit = new MemoryUnit(memory, listeners::wake);
        boolean written = false;
        try {
            AppendResult result = unit.write(append);
            written = true;
            return result;
        } finally {
            unit.completed(written);
        }
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
    public long head() {
        return memory.head();
    }

    @Override
    public Checkpoints checkpoints() {
        return checkpoints;
    }

    @Override
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    @Override
    public <T> AppendListener subscribe(Feed<T> feed, Consumer<? super List<T>> listener) {
        return subscriptions.subscribe(feed, listener);
    }

    @Override
    public AppendListener onAppend(Runnable listener) {
        return listeners.add(listener);
    }

    @Override
    public void close() {
        subscriptions.close();
        closed = true;
        listeners.close();
    }
}
