package org.commandery.eventstore;

import java.util.List;
import java.util.Optional;

/**
 * Durable subscriptions: each has a name that is unique in its store, and a checkpoint there, so that it goes on where it was after a restart. Each
 * event is delivered at least once, in order; again only when the subscriber or its node ended before the event was acknowledged and the
 * checkpoint written.
 *
 * <p>Of all nodes that open a subscription one has it; the others wait, and one of them takes over when that one closes it, or dies and its lease runs
 * out.
 */
public interface Subscriptions {

    /**
     * Opens a subscription, or joins one that is open on this node and takes several subscribers. Then the options are those of the first, and so
     * is what the feed selects; how events are mapped is each subscriber's own.
     *
     * @param options its name, and how it works
     * @param feed what is delivered
     * @param subscriber who receives it; first of all it is told when the subscription is active
     * @return closes it
     * @throws AlreadySubscribed when this subscriber is in it already
     * @throws SubscriptionExists when it is open on this node and takes one subscriber only, or it is known to follow another stream
     * @throws TooManySubscribers when it takes no more subscribers
     * @throws EventStoreUnavailable when the store cannot be reached, or is closed
     */
    <T> Subscription open(SubscriptionOptions options, Feed<T> feed, Subscriber<T> subscriber);

    /** All subscriptions that have a checkpoint, active or not, by name; those of message-driven beans too. */
    List<SubscriptionInfo> list();

    /** A subscription that has a checkpoint; empty when there is none of that name. */
    Optional<SubscriptionInfo> find(String name);

    /**
     * Removes a subscription's checkpoint, all of them if it is divided into segments, and its dead letters. If it is active, here or on another node, it ends with {@link SubscriptionDeleted}. One that is opened
     * under the name later starts afresh.
     *
     * @return false when there was none of that name
     */
    boolean delete(String name);
}
