package org.commandery.runtime.subscription;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.DeadLetters;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventPage;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.Feed;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.Snapshots;
import org.commandery.eventstore.Streams;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.personal.ForgottenSubjects;
import org.commandery.personal.SubjectKeys;

/** The in-memory store with what tests of subscriptions need: it can be out of reach, keep its appends to itself, and says how it was read. */
final class ObservedStore implements EventStore {

    private final InMemoryEventStore store;
    private final AtomicInteger writes = new AtomicInteger();
    final List<Integer> pageSizes = new ArrayList<>();
    volatile boolean reachable = true;
    volatile boolean tellsOfAppends = true;

    ObservedStore() {
        this(new InMemoryEventStore());
    }

    private ObservedStore(InMemoryEventStore store) {
        this.store = store;
    }

    /** The same store, as another node sees it. */
    ObservedStore fromAnotherNode() {
        return new ObservedStore(store);
    }

    /** Appends events of one type to a stream. */
    AppendResult append(String stream, String type, int count) {
        List<EventData> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(EventData.of(type, "{}"));
        }
        return append(stream, ExpectedVersion.ANY, events);
    }

    @Override
    public AppendResult append(Append append) {
        return store.append(append);
    }

    @Override
    public List<AppendResult> appendAll(List<Append> appends) {
        return store.appendAll(appends);
    }

    @Override
    public CompletionStage<AppendResult> appendAsync(Append append) {
        return store.appendAsync(append);
    }

    @Override
    public Optional<AppendResult> findCommand(UUID commandId) {
        return store.findCommand(commandId);
    }

    @Override
    public long forgetCommands(Instant before) {
        return store.forgetCommands(before);
    }

    @Override
    public List<RecordedEvent> readForward(String stream, long fromVersion, int limit) {
        return store.readForward(stream, fromVersion, limit);
    }

    @Override
    public List<RecordedEvent> readBackward(String stream, long fromVersion, int limit) {
        return store.readBackward(stream, fromVersion, limit);
    }

    @Override
    public List<RecordedEvent> readAllForward(long afterPosition, int limit) {
        requireReachable();
        List<RecordedEvent> page = store.readAllForward(afterPosition, limit);
        synchronized (pageSizes) {
            pageSizes.add(page.size());
        }
        return page;
    }

    @Override
    public List<RecordedEvent> readAllBackward(long fromPosition, int limit) {
        return store.readAllBackward(fromPosition, limit);
    }

    @Override
    public EventPage read(EventQuery query, long afterPosition, int limit) {
        requireReachable();
        return store.read(query, afterPosition, limit);
    }

    @Override
    public Streams streams() {
        return store.streams();
    }

    @Override
    public Snapshots snapshots() {
        return store.snapshots();
    }

    @Override
    public long head() {
        requireReachable();
        return store.head();
    }

    @Override
    public Checkpoints checkpoints() {
        requireReachable();
        Checkpoints checkpoints = store.checkpoints();
        return (Checkpoints) Proxy.newProxyInstance(
                Checkpoints.class.getClassLoader(), new Class<?>[] {Checkpoints.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(checkpoints, arguments);
                        if (method.getName().equals("advance")) {
                            writes.incrementAndGet();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public DeadLetters deadLetters() {
        requireReachable();
        return store.deadLetters();
    }

    /** How often a checkpoint was moved. */
    int checkpointWrites() {
        return writes.get();
    }

    @Override
    public SubjectKeys subjectKeys() {
        return store.subjectKeys();
    }

    @Override
    public ForgottenSubjects forgottenSubjects() {
        return store.forgottenSubjects();
    }

    @Override
    public org.commandery.eventstore.Subscriptions subscriptions() {
        return store.subscriptions();
    }

    @Override
    public <T> AppendListener subscribe(Feed<T> feed, Consumer<? super List<T>> listener) {
        return store.subscribe(feed, listener);
    }

    @Override
    public AppendListener onAppend(Runnable listener) {
        return store.onAppend(() -> {
            if (tellsOfAppends) {
                listener.run();
            }
        });
    }

    @Override
    public void close() {
        store.close();
    }

    long checkpoint(String subscription) {
        return store.checkpoints()
                .find(subscription)
                .map(Checkpoints.Checkpoint::position)
                .orElse(-1L);
    }

    private void requireReachable() {
        if (!reachable) {
            throw new EventStoreUnavailable("the test has cut the connection", null);
        }
    }
}
