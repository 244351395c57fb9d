package org.commandery.eventstore;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a durable subscription works.
 *
 * @param name its name, unique in its store
 * @param start where it begins when it has no checkpoint
 * @param concurrency how many subscribers it takes on a node
 * @param partition what events have in common that must not be handled at the same time or out of order; null when any subscriber may take any event
 * @param bufferSize how many events a subscriber has in hand before it must acknowledge some
 * @param maxQueue how many events it holds on this node at most, those in the hands of subscribers included
 * @param checkpointEvery the checkpoint is written after so many events
 * @param checkpointAfter or so long after the first event that is not in it; zero for never
 * @param lease how long a node that is not heard of keeps the subscription
 * @param durable false for one without a checkpoint and without regard to other nodes: whenever it is opened, it begins at its start
 */
public record SubscriptionOptions(
        String name,
        SubscriptionStart start,
        int concurrency,
        @Nullable Function<RecordedEvent, ?> partition,
        int bufferSize,
        int maxQueue,
        int checkpointEvery,
        Duration checkpointAfter,
        Duration lease,
        boolean durable) {

    private static final int DEFAULT_MAX_QUEUE = 1_000;
    private static final Duration DEFAULT_LEASE = Duration.ofSeconds(10);
    private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);

    /** @throws IllegalArgumentException when the name is blank, a number is below 1, or a duration is negative or too short */
    public SubscriptionOptions {
        require(!name.isBlank(), "a subscription has a name");
        require(concurrency >= 1, "a subscription takes 1 subscriber or more");
        require(bufferSize >= 1, "a buffer has room for 1 event or more");
        require(maxQueue >= 1, "a queue has room for 1 event or more");
        require(checkpointEvery >= 1, "a checkpoint is written after 1 event or more");
        require(!checkpointAfter.isNegative(), "a checkpoint is not written before its events");
        require(lease.compareTo(SHORTEST_LEASE) >= 0, "a lease is held for 100 ms or more");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /**
     * A subscription from the origin, for one subscriber with one event at a time, whose checkpoint follows each event; it holds 1,000 events at
     * most, and its lease lasts for 10 s.
     */
    public static SubscriptionOptions named(String name) {
        return new SubscriptionOptions(
                name, SubscriptionStart.ORIGIN, 1, null, 1, DEFAULT_MAX_QUEUE, 1, Duration.ZERO, DEFAULT_LEASE, true);
    }

    /** Begins there when it has no checkpoint. */
    public SubscriptionOptions from(SubscriptionStart from) {
        return new SubscriptionOptions(
                name,
                from,
                concurrency,
                partition,
                bufferSize,
                maxQueue,
                checkpointEvery,
                checkpointAfter,
                lease,
                durable);
    }

    /** Takes so many subscribers on a node. Without {@link #partitionBy} an event goes to whoever has the least in hand. */
    public SubscriptionOptions concurrency(int subscribers) {
        return new SubscriptionOptions(
                name,
                start,
                subscribers,
                partition,
                bufferSize,
                maxQueue,
                checkpointEvery,
                checkpointAfter,
                lease,
                durable);
    }

    /**
     * Keeps events of the same key in order: while one is in the hands of a subscriber, the others go to the same one.
     *
     * @param key gives an event's key, as {@code RecordedEvent::stream} does; null stands for a key as well
     */
    public SubscriptionOptions partitionBy(Function<RecordedEvent, ?> key) {
        return new SubscriptionOptions(
                name,
                start,
                concurrency,
                Objects.requireNonNull(key),
                bufferSize,
                maxQueue,
                checkpointEvery,
                checkpointAfter,
                lease,
                durable);
    }

    /** Hands so many events to a subscriber before it must acknowledge some. */
    public SubscriptionOptions bufferSize(int events) {
        return new SubscriptionOptions(
                name,
                start,
                concurrency,
                partition,
                events,
                maxQueue,
                checkpointEvery,
                checkpointAfter,
                lease,
                durable);
    }

    /** Holds so many events at most; more are read when some of these are acknowledged. */
    public SubscriptionOptions maxQueue(int events) {
        return new SubscriptionOptions(
                name,
                start,
                concurrency,
                partition,
                bufferSize,
                events,
                checkpointEvery,
                checkpointAfter,
                lease,
                durable);
    }

    /**
     * Writes the checkpoint less often than after each event; what is not in it comes again when the node dies. It is always written when the
     * subscription is closed.
     *
     * @param events after so many events
     * @param time or so long after the first of them; zero for never
     */
    public SubscriptionOptions checkpointAfter(int events, Duration time) {
        return new SubscriptionOptions(
                name, start, concurrency, partition, bufferSize, maxQueue, events, time, lease, durable);
    }

    /** Holds the subscription so long when the node dies, before another may take it; at least 100 ms. It is renewed three times as often. */
    public SubscriptionOptions lease(Duration time) {
        return new SubscriptionOptions(
                name,
                start,
                concurrency,
                partition,
                bufferSize,
                maxQueue,
                checkpointEvery,
                checkpointAfter,
                time,
                durable);
    }

    /** Keeps no checkpoint, and leaves one of that name alone. Each node that opens it gets the events. */
    public SubscriptionOptions withoutCheckpoint() {
        return new SubscriptionOptions(
                name,
                start,
                concurrency,
                partition,
                bufferSize,
                maxQueue,
                checkpointEvery,
                checkpointAfter,
                lease,
                false);
    }
}
