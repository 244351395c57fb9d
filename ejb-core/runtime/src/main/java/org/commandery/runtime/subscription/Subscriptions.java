package org.commandery.runtime.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.commandery.DefinitionException;
import org.commandery.application.Consistency;
import org.commandery.eventstore.CannotRebuild;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.Rebuilds.Rebuild;
import org.commandery.eventstore.Segment;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one application on this node. Each brings the events of the application's store to one handler, in order, on a thread of its own
 * while there are some; a slow or a failing one harms no other.
 */
public final class Subscriptions implements AutoCloseable {

    private final String application;
    private final EventStore store;
    private final @Nullable String tenant;
    private final Timing timing;
    private final Tail tail;
    private final Ownership ownership;
    private final Map<String, RunningSubscription> running = new ConcurrentSkipListMap<>();
    /** Those whose delivery was stopped, while the application runs. */
    private final Map<String, RunningSubscription> stopped = new ConcurrentHashMap<>();

    private final Map<String, RunningRebuild> rebuilds = new ConcurrentHashMap<>();
    private boolean tailStarted;
    private boolean ownershipStarted;
    private boolean closed;

    /**
     * @param application the application's name, for thread names and messages
     * @param store the store whose events are delivered
     */
    public Subscriptions(String application, EventStore store) {
        this(application, store, null, Timing.DEFAULT);
    }

    /**
     * @param application the application's name, for thread names and messages
     * @param store the store whose events are delivered
     * @param tenant the tenant that handlers work for; null for none
     * @param lease how long a node that is not heard of keeps its segments
     */
    public Subscriptions(String application, EventStore store, @Nullable String tenant, Duration lease) {
        this(application, store, tenant, Timing.DEFAULT.withLease(lease));
    }

    Subscriptions(String application, EventStore store, Timing timing) {
        this(application, store, null, timing);
    }

    private Subscriptions(String application, EventStore store, @Nullable String tenant, Timing timing) {
        this.application = application;
        this.store = store;
        this.tenant = tenant;
        this.timing = timing;
        this.tail = new Tail(application, store, timing, this::wake);
        this.ownership = new Ownership(application, store, timing, this::working);
    }

    /**
     * Starts a subscription. Returns at once, also when the store cannot be reached: the subscription tries until it can.
     *
     * @throws DefinitionException when one of that name is there already
     * @throws IllegalStateException when the subscriptions are closed
     */
    public Subscription subscribe(SubscriptionDefinition definition, Delivery delivery) {
        return subscribe(definition, () -> delivery);
    }

    /**
     * Starts a subscription whose segments do not share a delivery, as {@link #subscribe(SubscriptionDefinition, Delivery)} does. A rebuild of its tables that
     * was begun before goes on.
     *
     * @param deliveries makes the delivery of a segment
     */
    public synchronized Subscription subscribe(SubscriptionDefinition definition, Deliveries deliveries) {
        if (closed) {
            throw new IllegalStateException("the subscriptions of '%s' are closed".formatted(application));
        }
        String name = definition.name();
        if (running.containsKey(name)) {
            throw new DefinitionException(
                    "application '%s' has two subscriptions named '%s'; give each handler a name of its own"
                            .formatted(application, name));
        }
        RunningSubscription subscription =
                running(definition, deliveries, deliveries::live, deliveries.listener(), this::continueRebuild);
        stopped.remove(name);
        running.put(name, subscription);
        start(subscription);
        return new Registered(subscription);
    }

    private RunningSubscription running(
            SubscriptionDefinition definition,
            Deliveries deliveries,
            Supplier<Delivery> ofSegments,
            DeliveryListener listener,
            Consumer<RunningSubscription> opened) {
        return new RunningSubscription(
                definition,
                deliveries,
                store,
                segment -> new RunningSegment(
                        application,
                        tenant,
                        definition,
                        segment,
                        ofSegments.get(),
                        listener,
                        store,
                        tail,
                        ownership,
                        timing),
                opened,
                timing);
    }

    private void start(RunningSubscription subscription) {
        startTail();
        subscription.start();
        if (ownershipStarted) {
            ownership.wake();
        } else {
            ownership.start();
            ownershipStarted = true;
        }
    }

    /**
     * Rebuilds the tables of a handler beside the live ones, which stay in use meanwhile, and has them take their place when they are up to date. Goes on with one
     * that was begun before.
     *
     * @return false when there is no subscription of that name on this node
     * @throws CannotRebuild when its handler names no tables, or they cannot be replaced
     * @throws UnsupportedOperationException when the store has no tables
     */
    public boolean rebuild(String name) {
        RunningSubscription subscription = running.get(name);
        if (subscription == null) {
            return false;
        }
        Set<String> tables = subscription.definition().tables();
        if (tables.isEmpty()) {
            throw new CannotRebuild(
                    name, "its handler names no tables; name them in its activation property 'tables'", null);
        }
        rebuild(subscription, store.rebuilds().begin(name, tables));
        return true;
    }

    /**
     * Gives a rebuild up; the live tables stay as they are.
     *
     * @return false when there is none
     */
    public boolean abandonRebuild(String name) {
        boolean abandoned = store.rebuilds().abandon(name);
        RunningRebuild rebuild = rebuilds.get(name);
        if (rebuild != null) {
            end(rebuild);
        }
        RunningRebuild.endSwap(store, name);
        return changed(abandoned);
    }

    private void continueRebuild(RunningSubscription subscription) {
        SubscriptionDefinition definition = subscription.definition();
        if (definition.tables().isEmpty()) {
            return;
        }
        store.rebuilds()
                .find(definition.name())
                .ifPresentOrElse(
                        rebuild -> rebuild(subscription, rebuild),
                        () -> RunningRebuild.endSwap(store, definition.name()));
    }

    private synchronized void rebuild(RunningSubscription subscription, Rebuild rebuild) {
        String name = rebuild.subscription();
        if (closed || rebuilds.containsKey(name)) {
            return;
        }
        Deliveries deliveries = subscription.deliveries();
        RunningSubscription filling = running(
                subscription.definition().rebuild(),
                deliveries,
                () -> deliveries.rebuilding(() -> store.rebuilds().enter(name)),
                DeliveryListener.NONE,
                opened -> {});
        RunningRebuild started = new RunningRebuild(application, rebuild, store, timing, filling, this::end);
        rebuilds.put(name, started);
        start(filling);
        started.start();
    }

    private void end(RunningRebuild rebuild) {
        if (rebuilds.remove(rebuild.subscription(), rebuild)) {
            rebuild.close();
            ownership.wake();
        }
    }

    /**
     * Has somebody called soon after events of a type were stored, by whichever node, as long as these subscriptions are open. It is also called once at the
     * beginning. Nothing is read for it but what the subscriptions share.
     *
     * @param eventType the stable name of the type; a second one for the same type takes the place of the first
     * @param watcher must not block
     */
    public synchronized void watch(String eventType, Runnable watcher) {
        tail.watch(eventType, watcher);
        startTail();
    }

    private void startTail() {
        if (!tailStarted) {
            tail.start();
            tailStarted = true;
        }
    }

    /**
     * How each subscription stands, by name. One that was stopped is paused, unless another node works on it. The head is the store's, or the last one known when
     * the store cannot be reached.
     */
    public List<SubscriptionStatus> list() {
        long head = head();
        return all().map(subscription -> status(subscription, head)).toList();
    }

    /** All of this node, by name, those whose delivery is stopped among them. */
    private Stream<RunningSubscription> all() {
        Map<String, RunningSubscription> all = new TreeMap<>(stopped);
        all.putAll(running);
        return all.values().stream();
    }

    private SubscriptionStatus status(RunningSubscription subscription, long head) {
        RunningRebuild rebuild = rebuilds.get(subscription.definition().name());
        return subscription.status(head).rebuilding(rebuild == null ? null : rebuild.status());
    }

    /** All that has segments, rebuilds among them. */
    private List<RunningSubscription> working() {
        return Stream.concat(all(), rebuilds.values().stream().map(RunningRebuild::filling))
                .toList();
    }

    /** How each subscription stands as far as this node knows without asking the store, by name. */
    public List<SubscriptionStatus> known() {
        long head = tail.head();
        return all().map(subscription -> status(subscription, head)).toList();
    }

    /**
     * When the oldest event was stored that a subscription has yet to handle. Reads the store from its checkpoint on, as far as is needed to find it.
     *
     * @return by the store's clock; empty when it has none to handle, or there is no subscription of that name on this node
     */
    public Optional<Instant> waitingSince(String name) {
        return all().filter(subscription -> subscription.definition().name().equals(name))
                .findFirst()
                .flatMap(RunningSubscription::waitingSince);
    }

    /** How many dead letters each subscription to the store has that has some, by its name. */
    public Map<String, Long> deadLetters() {
        return store.deadLetters().counts();
    }

    /**
     * Waits until all strong subscriptions have handled the events up to a position, durably, whichever nodes work on them. Events that a subscription
     * does not want count as handled. A thread that is calling the handler of a strong subscription does not wait for that one.
     *
     * @param position the position of the last event to wait for; with one below 1 there is nothing to wait for
     * @param timeout how long to wait at most
     * @return false when the time was over before, or a subscription was stopped while it was waited for
     * @throws InterruptedException when the thread was interrupted while waiting
     */
    public boolean awaitStrong(long position, Duration timeout) throws InterruptedException {
        return awaitStrong(position, timeout, Set.of());
    }

    /**
     * Waits for certain strong subscriptions, as {@link #awaitStrong(long, Duration)} for all.
     *
     * @param names which ones, of those that are strong; empty for all
     */
    public boolean awaitStrong(long position, Duration timeout, Set<String> names) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (RunningSubscription subscription : running.values()) {
            SubscriptionDefinition definition = subscription.definition();
            boolean wanted = names.isEmpty() || names.contains(definition.name());
            if (!wanted || definition.consistency() != Consistency.STRONG || subscription.isCurrentThread()) {
                continue;
            }
            if (!subscription.await(position, deadline)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether there is a subscription of a name: on this node, or with a checkpoint in the store, as one that runs on another node has.
     *
     * @throws EventStoreUnavailable when it is not on this node, and the store cannot be asked
     */
    public boolean isKnown(String name) {
        return running.containsKey(name)
                || store.checkpoints().list().stream()
                        .map(Checkpoint::subscription)
                        .anyMatch(known -> Segment.named(known).subscription().equals(name));
    }

    /** What each subscription wants, by name. Asks the store nothing. */
    public List<SubscriptionDefinition> definitions() {
        return running.values().stream().map(RunningSubscription::definition).toList();
    }

    /** Stops all subscriptions, and returns when no delivery is under way any more. */
    @Override
    public void close() {
        List<RunningSubscription> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(running.values());
        }
        List.copyOf(rebuilds.values()).forEach(this::end);
        all.forEach(RunningSubscription::stop);
        all.forEach(RunningSubscription::close);
        if (ownershipStarted) {
            ownership.close();
        }
        running.clear();
        stopped.clear();
        tail.close();
    }

    /**
     * Pauses a subscription on all nodes. When this returns, none can commit work on it any more.
     *
     * @param reason why, for people
     * @return false when there is none of that name in the store
     */
    public boolean pause(String name, String reason) {
        return changed(store.checkpoints().pause(name, reason));
    }

    /**
     * Ends a pause, on all nodes.
     *
     * @return false when there is none of that name in the store
     */
    public boolean resume(String name) {
        return changed(store.checkpoints().resume(name));
    }

    /**
     * Moves a subscription to a position, on all nodes. Work under way on it is rolled back.
     *
     * @param position the last position that counts as handled; 0 to begin anew
     * @return false when there is none of that name in the store
     */
    public boolean move(String name, long position) {
        return changed(store.checkpoints().move(name, position));
    }

    /**
     * Has the handler of a subscription on this node prepare for getting its events again, moves the subscription on all nodes to where it began, and
     * gives up its dead letters, all in one transaction.
     *
     * @return false when there is none of that name on this node
     * @throws Exception what the handler, or the commit, failed with; nothing has changed
     */
    public boolean reset(String name) throws Exception {
        RunningSubscription subscription = running.get(name);
        if (subscription == null) {
            return false;
        }
        subscription.reset();
        return changed(true);
    }

    /**
     * Has dead letters of a subscription delivered again.
     *
     * @param key the key whose dead letters are meant; null for all
     * @return how many there are
     */
    public int retryDeadLetters(String name, @Nullable String key) {
        int letters = store.deadLetters().retry(name, key);
        ownership.wake();
        return letters;
    }

    private boolean changed(boolean found) {
        ownership.wake();
        return found;
    }

    private void wake() {
        working().forEach(RunningSubscription::wake);
    }

    private long head() {
        try {
            return store.head();
        } catch (EventStoreUnavailable e) {
            return tail.head();
        }
    }

    /** A subscription whose name is free again when it is closed. */
    private final class Registered implements Subscription {

        private final RunningSubscription subscription;

        Registered(RunningSubscription subscription) {
            this.subscription = subscription;
        }

        @Override
        public SubscriptionStatus status() {
            return Subscriptions.this.status(subscription, head());
        }

        @Override
        public void close() {
            RunningRebuild rebuild = rebuilds.get(subscription.definition().name());
            if (rebuild != null) {
                end(rebuild);
            }
            subscription.stopDelivery();
            forget();
            ownership.wake();
        }

        private void forget() {
            String name = subscription.definition().name();
            synchronized (Subscriptions.this) {
                if (running.remove(name, subscription) && !closed) {
                    stopped.put(name, subscription);
                }
            }
        }
    }
}
