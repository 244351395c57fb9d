package org.commandery.eventstore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Receives the events of a durable subscription. Its methods are called one after the other, never two at once.
 *
 * @param <T> what it gets for an event
 */
@FunctionalInterface
public interface Subscriber<T> {

    /**
     * The subscription is active and belongs to this node: events follow. Called once, before the first events.
     *
     * @param subscription the subscriber's own
     */
    default void subscribed(Subscription subscription) {}

    /**
     * Takes events. They are acknowledged by {@link Subscription#ack(RecordedEvent) ack}, here or later, from any thread; until then they count
     * against the buffer, and they come again, here or elsewhere, when the subscriber or its node ends before.
     *
     * @param subscription the subscriber's own
     * @param events one event or more, in order; no more than the buffer's size
     * @throws Exception the subscriber ends, and what it has not acknowledged goes to another one
     */
    void receive(Subscription subscription, List<T> events) throws Exception;

    /**
     * No more events will come. Called once, and nothing after it.
     *
     * @param cause why, when it was not the subscriber's own {@link Subscription#close()} or that of the store: what it threw, or what went
     *     wrong with the subscription; null otherwise
     */
    default void ended(@Nullable Throwable cause) {}
}
