package org.commandery.eventstore.generated;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.conformance.Transactions;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.eventstore.transactions.Narayana;

/** A store in memory: nothing can strike it. */
final class MemoryWorld implements World {

    private final Narayana narayana = new Narayana();
    private final InMemoryEventStore store = new InMemoryEventStore(narayana.registry(), true);
    private final EventStore other = store.otherNode();
    private final Map<String, List<Long>> handled = new ConcurrentHashMap<>();

    @Override
    public EventStore store(int caller) {
        return caller % 2 == 0 ? store : other;
    }

    @Override
    public EventStore undisturbed() {
        return store;
    }

    @Override
    public Transactions transactions() {
        return narayana;
    }

    @Override
    public void handled(int caller, String subscription, List<Long> positions) {
        narayana.registry().registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // There is nothing to prepare.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    handled.merge(subscription, positions, MemoryWorld::joined);
                }
            }
        });
    }

    private static List<Long> joined(List<Long> before, List<Long> after) {
        List<Long> joined = new ArrayList<>(before);
        joined.addAll(after);
        return joined;
    }

    @Override
    public Handled handledBy(String subscription) {
        long checkpoint =
                store.checkpoints().find(subscription).map(Checkpoint::position).orElse(0L);
        return new Handled(checkpoint, handled.getOrDefault(subscription, List.of()));
    }

    @Override
    public List<Reader> readers(History history) {
        return List.of(
                new Follower(() -> store, history, 7),
                new BackwardReader(() -> store, history, 20),
                new StreamReader(() -> store, history, Caller.stream(0)),
                new StreamReader(() -> store, history, LinkOperation.LINKED + 0),
                new DurableReader(() -> store, history),
                new DurableReader(() -> other, history),
                new TransientReader(() -> other, history));
    }

    @Override
    public void strike(Fault fault, History history) {
        throw new UnsupportedOperationException("nothing can strike a store in memory: " + fault);
    }

    @Override
    public void inPlace(Runnable work) {
        work.run();
    }

    @Override
    public void close() {
        other.close();
        store.close();
    }
}
