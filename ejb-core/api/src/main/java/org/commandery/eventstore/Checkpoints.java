package org.commandery.eventstore;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far each subscription has handled the events of a store, and which node works on it. Inside a JTA transaction, writes join it.
 *
 * <p>A node that is to work on a subscription alone claims a lease, and renews it while it works, or attends, which makes all its leases last. Time is
 * the store's alone: clocks of nodes do not matter. Each claim raises the lease's epoch, and only the newest lease can move the checkpoint, be it in a transaction that began long before: so a
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
     * @param epoch that of the newest lease; higher when it was ended by a pause or a move, 0 when there was none
     * @param paused why nobody works on it at present: its pause; or that its delivery is stopped on the nodes that have its handler, while no other is ready for
     *     it. Null when neither is so
     */
    record Checkpoint(
            String subscription,
            String stream,
            long position,
            @Nullable String owner,
            long epoch,
            @Nullable String paused) {}

    /**
     * The right to work on a subscription.
     *
     * @param subscription the subscription's name
     * @param owner who has it
     * @param epoch grows with each claim, and is not given out twice
     * @param position where the checkpoint was when it was claimed
     * @param replayUpTo how far it had been before it was moved back; 0 when it never was
     * @param timeToLive how long it was claimed for
     */
    record Lease(String subscription, String owner, long epoch, long position, long replayUpTo, Duration timeToLive) {}

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
     * Removes a checkpoint, and the lease with it. Of a subscription that is divided, all segments go; its dead letters go in any case.
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
     * @throws StaleCheckpoint when it is elsewhere, or the subscription is paused; nothing was changed
     */
    void advance(String subscription, long from, long to);

    /**
     * Moves a checkpoint forward, if it still is where the caller believes it to be, and nobody else has claimed the subscription since.
     *
     * <p>Inside a JTA transaction it joins it, and should be the last that is done there: the transaction has the checkpoint locked, and a store may end one that
     * stands still from then on for longer than the lease was claimed for, and than some seconds.
     *
     * @param lease the caller's; it may have run out as long as nobody else took it
     * @param from where the checkpoint must be
     * @param to where it is to go, beyond {@code from}
     * @throws StaleCheckpoint when it is elsewhere, or the lease is not the newest; nothing was changed
     */
    default void advance(Lease lease, long from, long to) {
        advance(lease, from, to, lease.subscription(), List.of());
    }

    /**
     * Moves a checkpoint forward as {@link #advance(Lease, long, long)} does, and puts events aside that it passes: both or neither. One that is put
     * aside already stays as it is.
     *
     * @param subscription the subscription whose dead letters they become: that which the lease's segment is a part of
     * @param parked the events to put aside
     * @throws StaleCheckpoint when it is elsewhere, or the lease is not the newest, or an event is only behind others of its key, of which somebody has given up
     *     the last one meanwhile, so that it can be handled; nothing was changed
     */
    void advance(Lease lease, long from, long to, String subscription, List<DeadLetter.Parking> parked);

    /**
     * Claims a subscription that has a checkpoint. Never waits: while a transaction moves the checkpoint, the subscription is taken.
     *
     * @param subscription the subscription's name
     * @param owner the claimer's name, unique among all nodes
     * @param timeToLive how long the lease lasts unless it is renewed; milliseconds count
     * @return empty when another owner has it, it is paused, or there is no such checkpoint. One's own lease can be claimed again and gets a new epoch
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

    /**
     * Divides a subscription to all events into segments, or finds it divided so. Each segment has a checkpoint under {@link Segment#name()}. The
     * number of segments can be changed while no node has a lease on one of them: nothing is lost or handled twice by that. If one of them is paused,
     * all new ones are. Never waits for a node that is at work; inside a JTA transaction it joins it.
     *
     * @param segments how many, 1 or more
     * @param start the position to begin at when there is no checkpoint
     * @return empty when it is divided into another number of segments, and nodes are at work on them: try again later
     * @throws SubscriptionExists when there is a subscription of that name that follows one stream
     */
    Optional<Division> divide(String subscription, int segments, long start);

    /**
     * Says that a node is alive and what it is ready to work on, makes all leases last that it has, and tells how all stands. A lease does not run out
     * while its owner is present. To be called at least twice in {@code timeToLive}, without a JTA transaction; most calls only read, and none waits for
     * work that is under way.
     *
     * @param node the node's name, under which it claims
     * @param segments the names of the segments, as {@link Segment#name()} gives them, that it is ready to work on; empty for none
     * @param stopped the names of those whose handlers it has, while their delivery is stopped on it; they are shown as paused unless another node is ready for them
     * @param timeToLive how long it counts as present when it is not heard of again: two thirds of this at least; milliseconds count
     */
    Attendance attend(String node, Set<String> segments, Set<String> stopped, Duration timeToLive);

    /** The same for a node on which no delivery is stopped. */
    default Attendance attend(String node, Set<String> segments, Duration timeToLive) {
        return attend(node, segments, Set.of(), timeToLive);
    }

    /**
     * A node goes: gives back its leases, and takes it off the list of those that are present. Does not wait for work that is under way: a lease that is
     * in use is free when that ends, and the time is over that it was claimed or renewed for.
     */
    void leave(String node);

    /**
     * Pauses all segments of a subscription. When it returns, no node can commit work on it any more; it waits for a transaction that has moved the
     * checkpoint and is about to commit. One that is paused already gets the new reason. Inside a JTA transaction it joins it, and holds when that commits.
     *
     * @param reason why, for people
     * @return false when there is no such subscription
     */
    boolean pause(String subscription, String reason);

    /**
     * Ends the pause of all segments of a subscription. Inside a JTA transaction it joins it.
     *
     * @return false when there is no such subscription
     */
    boolean resume(String subscription);

    /**
     * Moves all segments of a subscription to a position, forward or back. Work under way on it cannot be committed any more; whether it is paused stays. Its
     * dead letters stay as well: drop them, if what they stand for is handled again. Inside a JTA transaction it joins it.
     *
     * @param position the last position that counts as handled; 0 for none
     * @return false when there is no such subscription
     */
    boolean move(String subscription, long position);
}
