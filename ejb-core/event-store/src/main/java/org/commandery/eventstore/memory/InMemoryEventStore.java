package org.commandery.eventstore.memory;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.DeadLetters;
import org.commandery.eventstore.EventPage;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.Feed;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.Snapshots;
import org.commandery.eventstore.Streams;
import org.commandery.eventstore.Subscriptions;
import org.commandery.eventstore.internal.AppendListeners;
import org.commandery.eventstore.internal.EventIds;
import org.commandery.eventstore.internal.JoinedTransaction;
import org.commandery.eventstore.internal.NodeNames;
import org.commandery.eventstore.internal.Refusals;
import org.commandery.eventstore.subscription.StoreSubscriptions;
import org.commandery.personal.ForgottenSubjects;
import org.commandery.personal.SubjectKeys;
import org.jspecify.annotations.Nullable;

/**
 * An event store that lives as long as its object, for tests: it behaves as the one in PostgreSQL does, transactions included, but for being
 * durable and shared between nodes.
 *
 * <p>A stream that is deleted inside a JTA transaction takes no more appends in that transaction, and is gone for readers when it commits.
 */
public final class InMemoryEventStore implements EventStore {

    private final Memory memory;
    private final AppendListeners listeners = new AppendListeners("in-memory-event-store-listeners");
    private final InMemoryCheckpoints checkpoints;
    private final InMemorySnapshots snapshots;
    private final InMemorySubjectKeys subjectKeys;
    private final InMemoryForgottenSubjects forgottenSubjects;
    private final InMemoryStreams streams;
    private final MemoryTransactions transactions;
    private final @Nullable TransactionSynchronizationRegistry registry;
    private final boolean hardDeletes;
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
        this(registry, false);
    }

    /**
     * A store whose appends join the transactions of their callers, and which may allow hard deletes.
     *
     * @param registry tells of the caller's transaction; null when there never is one
     * @param hardDeletes whether streams may be removed with all their events
     */
    public InMemoryEventStore(@Nullable TransactionSynchronizationRegistry registry, boolean hardDeletes) {
        this(
                new Memory(),
                new InMemoryCheckpoints(new MemoryTables(registry)),
                new InMemorySnapshots(registry),
                new InMemorySubjectKeys(registry),
                new InMemoryForgottenSubjects(registry),
                registry,
                hardDeletes);
    }

    private InMemoryEventStore(
            Memory memory,
            InMemoryCheckpoints checkpoints,
            InMemorySnapshots snapshots,
            InMemorySubjectKeys subjectKeys,
            InMemoryForgottenSubjects forgottenSubjects,
            @Nullable TransactionSynchronizationRegistry registry,
            boolean hardDeletes) {
        this.memory = memory;
        this.checkpoints = checkpoints;
        this.snapshots = snapshots;
        this.subjectKeys = subjectKeys;
        this.forgottenSubjects = forgottenSubjects;
        this.registry = registry;
        this.hardDeletes = hardDeletes;
        transactions = new MemoryTransactions(registry, () -> new MemoryUnit(memory, listeners::wake));
        streams = new InMemoryStreams(memory, snapshots, hardDeletes, transactions);
    }

    /**
     * Another store with the same events and checkpoints, as another node has one. As it may be there, its subscriptions are not told of what this
     * one stores: they find it when they look.
     */
    public InMemoryEventStore otherNode() {
        return new InMemoryEventStore(
                memory, checkpoints, snapshots, subjectKeys, forgottenSubjects, registry, hardDeletes);
    }

    @Override
    public AppendResult append(Append append) {
        return appendAll(List.of(append)).get(0);
    }

    @Override
    public List<AppendResult> appendAll(List<Append> appends) {
        List<Append> group = prepared(appends);
        if (group.isEmpty()) {
            return List.of();
        }
        Optional<JoinedTransaction> transaction = transactions.joined();
        return transaction.isPresent() ? transaction.get().append(group) : write(group);
    }

    @Override
    public CompletionStage<AppendResult> appendAsync(Append append) {
        List<Append> alone = prepared(List.of(append));
        try {
            return CompletableFuture.completedStage(write(alone).get(0));
        } catch (EventStoreException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private List<Append> prepared(List<Append> appends) {
        Refusals.requireTogether(appends);
        if (closed) {
            throw new EventStoreUnavailable("the event store is closed", null);
        }
        return EventIds.complete(appends);
    }

    private List<AppendResult> write(List<Append> group) {
        return transactions.alone(unit -> unit.writeGroup(group));
    }

    @Override
    public Optional<AppendResult> findCommand(UUID commandId) {
        return memory.findCommand(commandId);
    }

    @Override
    public long forgetCommands(Instant before) {
        return memory.forgetCommands(before);
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
    public SubjectKeys subjectKeys() {
        return subjectKeys;
    }

    @Override
    public ForgottenSubjects forgottenSubjects() {
        return forgottenSubjects;
    }

    @Override
    public Checkpoints checkpoints() {
        return checkpoints;
    }

    @Override
    public DeadLetters deadLetters() {
        return checkpoints.deadLetters();
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
