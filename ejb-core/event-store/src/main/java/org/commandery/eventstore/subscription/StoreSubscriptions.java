package org.commandery.eventstore.subscription;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStore.AppendListener;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.Feed;
import org.commandery.eventstore.Subscriber;
import org.commandery.eventstore.Subscription;
import org.commandery.eventstore.SubscriptionDeleted;
import org.commandery.eventstore.SubscriptionExists;
import org.commandery.eventstore.SubscriptionInfo;
import org.commandery.eventstore.SubscriptionOptions;
import org.commandery.eventstore.SubscriptionStart;
import org.commandery.eventstore.Subscriptions;

/** The subscriptions of one store on this node. */
public final class StoreSubscriptions implements Subscriptions, AutoCloseable {

    private final EventStore store;
    private final String owner;
    private final Map<String, DurableSubscription> running = new ConcurrentHashMap<>();
    private final Set<TransientSubscription<?>> transients = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param store what is read, and keeps the checkpoints
     * @param owner this node's name; no other store object has the same
     */
    public StoreSubscriptions(EventStore store, String owner) {
        this.store = store;
        this.owner = owner;
    }

    /** Starts a transient subscription, as {@link EventStore#subscribe} describes it. */
    public <T> AppendListener subscribe(Feed<T> feed, Consumer<? super List<T>> listener) {
        requireOpen();
        TransientSubscription<T> subscription = new TransientSubscription<>(store, feed, listener, transients::remove);
        transients.add(subscription);
        subscription.start();
        return subscription;
    }

    @Override
    public <T> Subscription open(SubscriptionOptions options, Feed<T> feed, Subscriber<T> subscriber) {
        while (true) {
            requireOpen();
            DurableSubscription subscription = running.get(options.name());
            if (subscription == null) {
                DurableSubscription created = create(options, feed);
                DurableSubscription other = running.putIfAbsent(options.name(), created);
                subscription = other == null ? created : other;
            }
            Optional<? extends Subscription> joined = subscription.join(feed, subscriber);
            if (joined.isPresent()) {
                return joined.get();
            }
            subscription.awaitEnd();
        }
    }

    private DurableSubscription create(SubscriptionOptions options, Feed<?> feed) {
        String name = options.name();
        Optional<Checkpoint> known = options.durable() ? store.checkpoints().find(name) : Optional.empty();
        if (known.isPresent() && !known.get().stream().equals(feed.stream())) {
            throw new SubscriptionExists(name, known.get().stream());
        }
        Source source = Source.of(store, feed);
        // Now, and not on the subscription's own thread: the caller's next append is beyond it.
        boolean atEnd = known.isEmpty() && options.start().equals(SubscriptionStart.CURRENT);
        long start = atEnd ? source.end() : Math.max(0, options.start().number());
        Place place = Place.of(store, options, feed.stream(), start, owner);
        return new DurableSubscription(store, options, feed, source, place, ended -> running.remove(name, ended));
    }

    @Override
    public List<SubscriptionInfo> list() {
        List<Checkpoint> checkpoints = store.checkpoints().list();
        long head = store.head();
        return checkpoints.stream().map(checkpoint -> info(checkpoint, head)).toList();
    }

    @Override
    public Optional<SubscriptionInfo> find(String name) {
        return store.checkpoints().find(name).map(checkpoint -> info(checkpoint, store.head()));
    }

    private SubscriptionInfo info(Checkpoint checkpoint, long head) {
        String stream = checkpoint.stream();
        long end = stream.equals(EventStore.ALL) ? head : new Source.OneStream(store, stream).end();
        return new SubscriptionInfo(
                checkpoint.subscription(),
                stream,
                checkpoint.position(),
                Math.max(0, end - checkpoint.position()),
                checkpoint.owner());
    }

    /** {@inheritDoc} First the one here: its last checkpoint must not wait for the caller's transaction. */
    @Override
    public boolean delete(String name) {
        DurableSubscription subscription = running.get(name);
        if (subscription != null) {
            subscription.end(new SubscriptionDeleted(name));
            subscription.awaitEnd();
        }
        return store.checkpoints().delete(name);
    }

    private void requireOpen() {
        if (closed) {
            throw new EventStoreUnavailable("the event store is closed", null);
        }
    }

    /** Ends all subscriptions of this node, and gives up their leases. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(transients).forEach(TransientSubscription::close);
        List<DurableSubscription> all = List.copyOf(running.values());
        all.forEach(subscription -> subscription.end(null));
        all.forEach(DurableSubscription::awaitEnd);
    }
}
