package org.commandery.eventstore.subscription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.commandery.eventstore.Feed;
import org.commandery.eventstore.NotSubscribed;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.Subscriber;
import org.commandery.eventstore.Subscription;
import org.commandery.eventstore.UnexpectedAck;
import org.commandery.eventstore.internal.Stepper;
import org.commandery.eventstore.subscription.Ledger.Held;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A subscriber in a subscription: calls it, on a thread that it has while there is something to call it with. */
final class Member<T> implements Subscription {

    private static final Logger LOG = Logger.getLogger(Member.class);

    private final DurableSubscription subscription;
    private final Feed<T> feed;
    private final Subscriber<T> subscriber;
    private final Stepper stepper;

    // Guarded by the subscription.
    private final NavigableMap<Long, Held> inHand = new TreeMap<>();
    private final List<Held> inbox = new ArrayList<>();
    private long received;
    private long lastServed;
    private boolean leaving;
    private boolean left;
    private @Nullable Throwable cause;

    // Only its steps use it.
    private boolean greeted;

    Member(DurableSubscription subscription, Feed<T> feed, Subscriber<T> subscriber) {
        this.subscription = subscription;
        this.feed = feed;
        this.subscriber = subscriber;
        this.stepper = new Stepper("commandery-subscriber-" + subscription.name(), this::step);
    }

    void start() {
        stepper.start();
    }

    void wake() {
        stepper.wake();
    }

    void awaitEnd() {
        stepper.awaitEnd();
    }

    boolean is(Subscriber<?> other) {
        return subscriber == other;
    }

    @Override
    public String name() {
        return subscription.name();
    }

    @Override
    public void ack() {
        synchronized (subscription) {
            ack(received);
        }
    }

    @Override
    public void ack(RecordedEvent event) {
        ack(feed.numberOf(event));
    }

    @Override
    public void ack(long number) {
        synchronized (subscription) {
            if (left) {
                throw new NotSubscribed(name());
            }
            if (number > received) {
                throw new UnexpectedAck(name(), number, received);
            }
            NavigableMap<Long, Held> handled = inHand.headMap(number, true);
            List<Held> acknowledged = List.copyOf(handled.values());
            handled.clear();
            subscription.acknowledged(acknowledged);
        }
    }

    @Override
    public void close() {
        leave(null);
        stepper.awaitEnd();
        subscription.awaitEndIfEnding();
    }

    /** Has it end after the call that is under way. */
    void leave(@Nullable Throwable why) {
        synchronized (subscription) {
            if (!leaving) {
                leaving = true;
                cause = why;
            }
        }
        stepper.wake();
    }

    // What follows is called by the subscription while it holds its lock.

    int inHand() {
        return inHand.size();
    }

    long lastServed() {
        return lastServed;
    }

    boolean takes(int bufferSize) {
        return !leaving && inHand.size() < bufferSize;
    }

    /** @param turn grows from event to event */
    void give(Held held, long turn) {
        inHand.put(held.number(), held);
        inbox.add(held);
        lastServed = turn;
    }

    /** Takes away all that it has not acknowledged. */
    List<Held> takeBack() {
        List<Held> all = List.copyOf(inHand.values());
        inHand.clear();
        inbox.clear();
        return all;
    }

    private Duration step() {
        // Until the thread is given back: what the subscriber looks up by it is to be found.
        Thread.currentThread().setContextClassLoader(subscriber.getClass().getClassLoader());
        if (leaving()) {
            end();
            return Duration.ZERO;
        }
        try {
            if (!greeted && subscription.isActive()) {
                greeted = true;
                subscriber.subscribed(this);
            }
            List<T> events = receive();
            if (events.isEmpty()) {
                return Timing.LONG;
            }
            subscriber.receive(this, events);
        } catch (Exception | Error e) {
            LOG.warnf(
                    e,
                    "a subscriber of '%s' failed and ends; what it has not acknowledged goes to another one",
                    name());
            leave(e);
        }
        return Duration.ZERO;
    }

    private boolean leaving() {
        synchronized (subscription) {
            return leaving;
        }
    }

    private List<T> receive() {
        List<Held> events;
        synchronized (subscription) {
            events = List.copyOf(inbox);
            inbox.clear();
            if (!events.isEmpty()) {
                received = Math.max(received, events.get(events.size() - 1).number());
            }
        }
        return events.stream().<T>map(held -> feed.mapper().apply(held.event())).toList();
    }

    private void end() {
        @Nullable Throwable why;
        synchronized (subscription) {
            left = true;
            why = cause;
            subscription.left(this);
        }
        try {
            subscriber.ended(why);
        } catch (RuntimeException | Error e) {
            LOG.warnf(e, "a subscriber of '%s' failed when it was told of its end", name());
        } finally {
            subscription.gone(this);
            stepper.end();
        }
    }
}
