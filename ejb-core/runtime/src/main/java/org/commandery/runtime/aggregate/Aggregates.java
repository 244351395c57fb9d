package org.commandery.runtime.aggregate;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
import org.commandery.application.TooManyAttempts;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.WrongExpectedVersion;
import org.commandery.runtime.serialization.EventTypes;
import org.commandery.runtime.serialization.Serialization;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates of an application: has them decide on commands, and stores what they decide. They are rebuilt from the events of their streams,
 * and stay in memory between commands.
 *
 * <p>What is in memory may be old, as other nodes write too; no answer is. Events are appended at the version that they were decided on, and a refusal,
 * or a decision for no events, is given out only after a look at what was stored meanwhile.
 */
public final class Aggregates implements AutoCloseable {

    /** How many aggregates of an application stay in memory when nothing else is configured. */
    public static final int CACHED = 10_000;

    private final EventStore store;
    private final History history;
    private final AggregateCache cache;
    private final SnapshotTaker snapshots;
    private final Lanes lanes;
    private final JoinedCommands joined;

    /**
     * @param store holds their events and snapshots
     * @param transactions tells of the transactions that the store's appends join; null when they join none
     * @param eventTypes the classes of the events that the aggregates apply
     * @param serialization writes and reads the state of those that have snapshots
     * @param cached how many stay in memory at most; 0 for none
     * @param listener hears how they are read
     */
    public Aggregates(
            EventStore store,
            @Nullable TransactionSynchronizationRegistry transactions,
            EventTypes eventTypes,
            Serialization serialization,
            int cached,
            ReadListener listener) {
        this(store, transactions, eventTypes, serialization, new AggregateCache(cached), listener);
    }

    Aggregates(
            EventStore store,
            @Nullable TransactionSynchronizationRegistry transactions,
            EventTypes eventTypes,
            Serialization serialization,
            AggregateCache cache,
            ReadListener listener) {
        this.store = store;
        this.cache = cache;
        history = new History(store, eventTypes, new SnapshotReader(store, serialization), listener);
        snapshots = new SnapshotTaker(store, serialization);
        lanes = new Lanes(key -> new Lane(key, store, history, cache, snapshots));
        joined = new JoinedCommands(transactions, this::direct, this::committed);
    }

    private Direct direct() {
        return new Direct(store, history, cache);
    }

    private void committed(Direct commands) {
        commands.changed().forEach((key, live) -> {
            Live kept = snapshots.takeIfDue(key, live);
            if (kept.keepNanos() != 0) {
                cache.putNewer(key, kept);
            }
        });
    }

    /**
     * Has an aggregate decide, and appends its events; when somebody else wrote to its stream meanwhile, once more, on the new state. Inside a
     * transaction the append joins it. Outside, commands to one aggregate are decided in the order in which they come, and those that come while
     * others are being stored are stored together.
     *
     * @throws WrongExpectedVersion when the aggregate is at another version than expected
     * @throws TooManyAttempts when others were faster each time
     */
    public Executed execute(Execution execution) {
        AggregateKey key = new AggregateKey(execution.aggregate(), execution.stream());
        Direct commands = joined.current();
        if (commands == null && Lane.isDeciding()) {
            commands = direct();
        }
        try {
            Executed executed = commands == null ? lanes.execute(key, execution) : commands.execute(key, execution);
            keep(key, commands, Lifespans.after(execution, executed));
            return executed;
        } catch (RuntimeException | Error e) {
            keep(key, commands, Lifespans.after(execution, e));
            throw e;
        }
    }

    private void keep(AggregateKey key, @Nullable Direct commands, long nanos) {
        if (nanos != Lifespans.AS_BEFORE) {
            cache.keep(key, nanos);
            if (commands != null) {
                commands.keep(key, nanos);
            }
        }
    }

    /**
     * An aggregate as it is now. What is in memory of it is used, after a look at what was stored since; one without a stream has no state and
     * version 0.
     */
    public Loaded load(AggregateModel model, String stream) {
        AggregateKey key = new AggregateKey(model, stream);
        Live known = cache.find(key);
        return (known == null ? history.read(key) : history.catchUp(key, known)).loaded();
    }

    /** An aggregate as it was after so many events, or as it is when it has fewer. */
    public Loaded load(AggregateModel model, String stream, long version) {
        return history.readWhile(new AggregateKey(model, stream), event -> event.number() <= version);
    }

    /** An aggregate as it was at a time: up to the first event that was stored after it. */
    public Loaded load(AggregateModel model, String stream, Instant time) {
        return history.readWhile(
                new AggregateKey(model, stream), event -> !event.createdAt().isAfter(time));
    }

    /** How many aggregates are in memory. */
    public long cached() {
        return cache.size();
    }

    /** Lets go of all aggregates that are in memory: they are read again when they are used. */
    public void forget() {
        cache.clear();
    }

    /** Takes no more snapshots. */
    @Override
    public void close() {
        snapshots.close();
    }
}
