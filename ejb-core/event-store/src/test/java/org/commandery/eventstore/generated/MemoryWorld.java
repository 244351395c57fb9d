package org.commandery.eventstore.generated;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.Segment;
import org.commandery.eventstore.conformance.Transactions;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.eventstore.transactions.Narayana;

/** A store in memory: nothing can strike it. */
final class MemoryWorld implements World {

    private final Narayana narayana = new Narayana();
    private final InMemoryEventStore store = new InMemoryEventStore(narayana.registry(), true);
    private final EventStore other = store.otherNode();
    private final Map<String, List<Long>> handled = new ConcurrentHashMap<>();
    private final Queue<Note> journal = new ConcurrentLinkedQueue<>();

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
        afterCommit(() -> handled.merge(subscription, positions, MemoryWorld::joined));
    }

    /** What is registered last comes first: before the store lets others at what the transaction has changed. */
    private void afterCommit(Runnable work) {
        narayana.registry().registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // There is nothing to prepare.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    work.run();
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
    public void note(int caller, List<Note> notes) {
        afterCommit(() -> journal.addAll(notes));
    }

    /** To be called when nobody is at work any more: it is not of one moment. */
    @Override
    public Divided divided(String subscription) {
        List<Checkpoint> segments = store.checkpoints().list().stream()
                .filter(checkpoint ->
                        Segment.named(checkpoint.subscription()).subscription().equals(subscription))
                .sorted(Comparator.comparing(
                        checkpoint -> Segment.named(checkpoint.subscription()).number()))
                .toList();
        Map<Long, String> letters = new TreeMap<>();
        store.deadLetters()
                .list(subscription, 0, Integer.MAX_VALUE)
                .forEach(letter -> letters.put(letter.position(), letter.key()));
        return new Divided(
                store.checkpoints().divide(subscription, segments.size(), 0).orElseThrow(),
                segments.stream().map(Checkpoint::position).toList(),
                letters,
                journal.stream()
                        .filter(note -> note.subscription().equals(subscription))
                        .toList());
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
