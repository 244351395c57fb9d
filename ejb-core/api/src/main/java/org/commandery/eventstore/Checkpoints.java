package org.commandery.eventstore;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far each subscription has handled the events of a store, and which node works on it. Inside a JTA transaction, writes join it.
 *
 * <p>A node that is to work on a subscription alone claims a lease, and renews it while it works. Time is the store's alone: clocks of nodes do not
 * matter. Each claim raises the lease's epoch, and only the newest lease can move the checkpoint, be it in a transaction that began long before: so a
 * node that lost its lease without noticing cannot do harm.
 */
public interface Checkpoints {

    /**
     * A subscription's checkpoint.
     *
     * @param subscription the subscription's name, unique in its store
     * @param stream the stream that it follows, or {@value EventStore#ALL}
     * @param position the last position that it has handled, 0 when none; a version when it follows one stream
     * @param owner who has the lease, null when nobody has
     */
    record Checkpoint(
            String subscription,
            String stream,
            long position,
            @Nullable String owner) {}

    /**
     * The right to work on a subscription.
     *
     * @param subscription the subscription's name
     * @param owner who has it
     * @param epoch grows with each claim
     * @param position where the checkpoint was when it was claimed
     */
    record Lease(String subscription, String owner, long epoch, long position) {}

    /** Finds the checkpoint of a subscription to all events, or creates it, as {@link #open(String, String, long)} does. */
    default long open(String subscription, long start) {
        return open(subscription, EventStore.ALL, start);
    }

    /**
     * Finds a subscription's checkpoint, or creates it.
     *
     * @param subscription the subscription's name
     * @param stream the stream that it follows, or {@value EventStore#ALL}
     * @param start the position to create it at when there is none
     * @return the last position that the subscription has handled
     * @throws SubscriptionExists when there is one that follows another stream
     */
    long open(String subscription, String stream, long start);

    /** The subscription's checkpoint; empty when it has none. */
    Optional<Checkpoint> find(String subscription);

    /** All checkpoints, by name. */
    List<Checkpoint> list();

    /**
     * Removes a checkpoint, and the lease with it.
     *
     * @return false when there was none
     */
    boolean delete(String subscription);

    /**
     * Moves a checkpoint forward, if it still is where the caller believes it to be. For those who work without a lease.
     *
     * @param subscription the subscription's name
     * @param from where the checkpoint must be
     * @param to where it is to go, beyond {@code from}
     * @throws StaleCheckpoint when it is elsewhere; nothing was changed
     */
    void advance(String subscription, long from, long to);

    /**
     * Moves a checkpoint forward, if it still is where the caller believes it to be, and nobody else has claimed the subscription since.
     *
     * @param lease the caller's; it may have run out as long as nobody else took it
     * @param from where the checkpoint must be
     * @param to where it is to go, beyond {@code from}
     * @throws StaleCheckpoint when it is elsewhere, or the lease is not the newest; nothing was changed
     */
    void advance(Lease lease, long from, long to);

    /**
     * Claims a subscription that has a checkpoint. Never waits: while a transaction moves the checkpoint, the subscription is taken.
     *
     * @param subscription the subscription's name
     * @param owner the claimer's name, unique among all nodes
     * @param timeToLive how long the lease lasts unless it is renewed; milliseconds count
     * @return empty when another owner has it, or there is no such checkpoint. One's own lease can be claimed again and gets a new epoch
     */
    Optional<Lease> claim(String subscription, String owner, Duration timeToLive);

    /**
     * Makes a lease last for a while from now, also when it has run out and nobody else took it.
     *
     * @param timeToLive how long; milliseconds count
     * @return false when it is lost
     */
    boolean renew(Lease lease, Duration timeToLive);

    /** Gives a lease back, so that another may claim the subscription at once. A lost lease is given back already. */
    void release(Lease lease);
}
