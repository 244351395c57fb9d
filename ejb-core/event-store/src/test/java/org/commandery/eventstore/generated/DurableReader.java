package org.commandery.eventstore.generated;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.Feed;
import org.commandery.eventstore.NotSubscribed;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.Subscriber;
import org.commandery.eventstore.Subscription;
import org.commandery.eventstore.SubscriptionOptions;
import org.jspecify.annotations.Nullable;

/**
 * One of the nodes that want a durable subscription to all events: whoever has it gets each event in order, beginning no later than after the last
 * acknowledged one. One that ends is opened again.
 */
final class DurableReader implements Reader {

    private static final SubscriptionOptions OPTIONS = SubscriptionOptions.named("durable")
            .bufferSize(5)
            .checkpointAfter(3, Duration.ofMillis(50))
            .lease(Duration.ofMillis(300));

    private final Supplier<EventStore> store;
    private final History history;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private @Nullable Session session;

    DurableReader(Supplier<EventStore> store, History history) {
        this.store = store;
        this.history = history;
    }

    @Override
    public void read() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw new AssertionError("of a durable subscription: " + failed.getMessage(), failed);
        }
        if (session == null || session.ended) {
            Session opened = new Session();
            opened.subscription = store.get().subscriptions().open(OPTIONS, Feed.all(), opened);
            session = opened;
            history.count("durable subscriptions opened");
        }
    }

    /** Waits for the last event, which must come, and ends. */
    @Override
    public void finish() {
        long head = history.lastToBeDelivered();
        Patience.until("the durable subscription delivers what is stored up to " + head, () -> {
            try {
                read();
            } catch (EventStoreUnavailable e) {
                history.unavailable(e);
            }
            return history.deliveries().acknowledged() >= head;
        });
        if (session != null && session.subscription != null) {
            session.subscription.close();
        }
    }

    /** What one opening of the subscription gets. */
    private final class Session implements Subscriber<RecordedEvent> {

        private volatile boolean ended;
        private volatile @Nullable Subscription subscription;
        private long last = -1;

        @Override
        public void receive(Subscription own, List<RecordedEvent> events) {
            Deliveries deliveries = history.deliveries();
            try {
                for (RecordedEvent event : events) {
                    requireNext(event.position(), deliveries.acknowledged());
                    last = event.position();
                    history.saw(event);
                    deliveries.delivered(last);
                }
                deliveries.acknowledging(last);
                own.ack(events);
                history.count("delivered", events.size());
            } catch (AssertionError e) {
                failure.compareAndSet(null, e);
                throw e;
            } catch (NotSubscribed e) {
                // Another node has it: the events come again, there.
                history.count("delivered too late");
            }
        }

        private void requireNext(long position, long acknowledged) {
            boolean next = history.gaps() ? position > last : position == last + 1;
            // What was not acknowledged, or is not in the checkpoint yet, comes again when the lease was lost
            // meanwhile.
            boolean right = (last >= 0 && next) || position <= acknowledged + 1 || (last < 0 && history.gaps());
            if (!right) {
                throw new AssertionError("position %d was delivered after %d, when %d was acknowledged"
                        .formatted(position, last, acknowledged));
            }
        }

        @Override
        public void ended(@Nullable Throwable cause) {
            if (cause != null && history.undisturbed()) {
                failure.compareAndSet(null, cause);
            }
            ended = true;
        }
    }
}
