package org.commandery.eventstore.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.Subscriber;
import org.commandery.eventstore.Subscription;
import org.jspecify.annotations.Nullable;

/** A subscriber that keeps what it receives. */
public final class Inbox implements Subscriber<RecordedEvent> {

    private static final Duration POLL = Duration.ofMillis(5);

    private final boolean acknowledges;
    private final List<List<RecordedEvent>> batches = new CopyOnWriteArrayList<>();
    private final AtomicInteger subscribed = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile @Nullable Subscription subscription;
    private volatile @Nullable Throwable cause;

    private Inbox(boolean acknowledges) {
        this.acknowledges = acknowledges;
    }

    /** One that acknowledges what it receives. */
    public static Inbox acknowledging() {
        return new Inbox(true);
    }

    /** One that leaves this to the test. */
    public static Inbox silent() {
        return new Inbox(false);
    }

    @Override
    public void subscribed(Subscription own) {
        subscription = own;
        subscribed.incrementAndGet();
    }

    @Override
    public void receive(Subscription own, List<RecordedEvent> events) {
        batches.add(events);
        if (acknowledges) {
            own.ack(events);
        }
    }

    @Override
    public void ended(@Nullable Throwable why) {
        cause = why;
        ended.incrementAndGet();
    }

    /** Acknowledges all that was received. */
    public void ack() {
        subscription().ack();
    }

    /** Its subscription, once that is active. */
    public Subscription subscription() {
        Awaitility.await().until(() -> subscription != null);
        return Objects.requireNonNull(subscription);
    }

    /** How often it was told that the subscription is active. */
    public int timesSubscribed() {
        return subscribed.get();
    }

    /** How often it was told of its end. */
    public int timesEnded() {
        return ended.get();
    }

    /** Waits for its end, and says why it came. */
    public @Nullable Throwable awaitEnd() {
        Awaitility.await().until(() -> ended.get() > 0);
        return cause;
    }

    /** What it has received, batch by batch. */
    public List<List<RecordedEvent>> batches() {
        return List.copyOf(batches);
    }

    /** What it has received. */
    public List<RecordedEvent> events() {
        return batches.stream().flatMap(List::stream).toList();
    }

    /** The positions of what it has received. */
    public List<Long> positions() {
        return Events.positions(events());
    }

    /** Waits until it has received so many events. */
    public List<RecordedEvent> await(int count) {
        Awaitility.await().pollInterval(POLL).until(() -> events().size() >= count);
        return events();
    }
}
