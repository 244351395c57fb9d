package org.commandery.runtime.subscription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.commandery.DefinitionException;
import org.commandery.application.Consistency;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreUnavailable;
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
    private final Map<String, RunningSubscription> running = new ConcurrentSkipListMap<>();
    private boolean tailStarted;
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
     */
    public Subscriptions(String application, EventStore store, @Nullable String tenant) {
        this(application, store, tenant, Timing.DEFAULT);
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
    }

    /**
     * Starts a subscription. Returns at once, also when the store cannot be reached: the subscription tries until it can.
     *
     * @throws DefinitionException when one of that name is there already
     * @throws IllegalStateException when the subscriptions are closed
     */
    public synchronized Subscription subscribe(SubscriptionDefinition definition, Delivery delivery) {
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
                new RunningSubscription(application, tenant, definition, delivery, store, tail, timing);
        running.put(name, subscription);
        startTail();
        subscription.start();
        return new Registered(subscription);
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

    /** How each subscription stands, by name. The head is the store's, or the last one known when the store cannot be reached. */
    public List<SubscriptionStatus> list() {
        long head = head();
        return running.values().stream()
                .map(subscription -> subscription.status(head))
                .toList();
    }

    /**
     * Waits until all strong subscriptions of this node have handled the events up to a position, durably. Events that a subscription does not want
     * count as handled. A thread that is calling the handler of a strong subscription does not wait for that one.
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
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (!subscription.progress().await(position, left)) {
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
        return running.containsKey(name) || store.checkpoints().find(name).isPresent();
    }

    /** Stops all subscriptions, and returns when no delivery is under way any more. */
    @Override
    public void close() {
        List<RunningSubscription> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(running.values());
        }
        all.forEach(RunningSubscription::stop);
        all.forEach(RunningSubscription::close);
        running.clear();
        tail.close();
    }

    private void wake() {
        running.values().forEach(RunningSubscription::wake);
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
            return subscription.status(head());
        }

        @Override
        public void close() {
            subscription.close();
            running.remove(subscription.definition().name(), subscription);
        }
    }
}
