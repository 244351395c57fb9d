package org.commandery.runtime.aggregate;

import java.util.HashMap;
import java.util.Map;
import org.commandery.application.TooManyAttempts;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.WrongExpectedVersion;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one JTA transaction, or one that an aggregate sends while it decides. They wait for nobody, and nobody sees what comes of them
 * before it is committed; a command to an aggregate sees the events of those before it in the same transaction.
 */
final class Direct {

    private final EventStore store;
    private final History history;
    private final AggregateCache cache;

    /** The aggregates as they are after what is to be committed. */
    private final Map<AggregateKey, Live> pending = new HashMap<>();

    Direct(EventStore store, History history, AggregateCache cache) {
        this.store = store;
        this.history = history;
        this.cache = cache;
    }

    Executed execute(AggregateKey key, Execution execution) {
        Live own = pending.get(key);
        if (own != null) {
            return decide(key, execution, own);
        }
        WrongExpectedVersion conflict = null;
        for (int attempt = 0; attempt < execution.attempts(); attempt++) {
            try {
                return decide(key, execution, conflict == null ? cache.find(key) : null);
            } catch (WrongExpectedVersion e) {
                if (execution.expectedVersion() != null) {
                    throw e;
                }
                conflict = e;
            }
        }
        throw new TooManyAttempts(execution.stream(), execution.attempts(), conflict);
    }

    /** @param known the aggregate as the transaction or the cache has it; null when it must be read */
    private Executed decide(AggregateKey key, Execution execution, @Nullable Live known) {
        Live aggregate = known == null ? read(key) : known;
        Turn decided = Turn.on(aggregate, execution);
        if (!decided.writes() && known != null && !pending.containsKey(key)) {
            aggregate = history.catchUp(key, known);
            decided = aggregate.isAt(known) ? decided.on(aggregate) : Turn.on(aggregate, execution);
        }
        if (!decided.writes()) {
            return decided.executed(decided.unchanged());
        }
        AppendResult stored = store.append(decided.append());
        if (!stored.repeated()) {
            pending.put(key, decided.after());
        }
        return decided.executed(stored);
    }

    private Live read(AggregateKey key) {
        Live cached = cache.find(key);
        return cached == null ? history.read(key) : history.catchUp(key, cached);
    }

    /** Says how long an aggregate stays in memory once it is committed. */
    void keep(AggregateKey key, long nanos) {
        pending.computeIfPresent(key, (same, live) -> live.kept(nanos));
    }

    /** The aggregates that the commands have changed, as they are after them. */
    Map<AggregateKey, Live> changed() {
        return pending;
    }
}
