package org.commandery.eventstore;

import java.util.List;

/** A subscriber's part in a durable subscription. Safe for use by many threads. */
public interface Subscription extends AutoCloseable {

    /** The subscription's name. */
    String name();

    /** Acknowledges all events that the subscriber has received. */
    void ack();

    /**
     * Acknowledges the events that the subscriber has received up to a number. To do so again changes nothing, and when the subscription was taken
     * over by another node meanwhile, it is ignored: the events come again.
     *
     * <p>The checkpoint follows soon after, on a thread and in a transaction of the subscription's own.
     *
     * @param number the version in the stream that is followed, or the position when all events are
     * @throws UnexpectedAck when no event that far was received; nothing was changed
     * @throws NotSubscribed when the subscriber has ended
     */
    void ack(long number);

    /** Acknowledges the events that the subscriber has received up to this one, as {@link #ack(long)} does. */
    void ack(RecordedEvent event);

    /** Acknowledges the events that the subscriber has received up to the last of these, as {@link #ack(long)} does. None changes nothing. */
    default void ack(List<RecordedEvent> events) {
        if (!events.isEmpty()) {
            ack(events.get(events.size() - 1));
        }
    }

    /**
     * Ends the subscriber, and with the last one of this node the subscription: its checkpoint is written and stays, and another node takes over.
     * Returns when no call of the subscriber is under way any more, and all that is done; at once when it is the subscriber that calls.
     */
    @Override
    void close();
}
