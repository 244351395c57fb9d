package org.commandery.eventstore;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events that subscriptions have put aside. An event is put aside together with the move of the checkpoint that passes it, by {@link
 * Checkpoints#advance(Checkpoints.Lease, long, long, String, List)}, so that it is in one of both places at any time. Inside a JTA transaction, writes join it.
 */
public interface DeadLetters {

    /**
     * Dead letters of a subscription, in the order of their events.
     *
     * @param afterPosition those after this position; 0 for all
     * @param limit how many at most, 1 or more
     */
    List<DeadLetter> list(String subscription, long afterPosition, int limit);

    /** The keys of a subscription of which events are put aside. */
    Set<String> keys(String subscription);

    /** How many dead letters each subscription has that has some, by its name. */
    Map<String, Long> counts();

    /**
     * Asks for dead letters to be delivered again, in order. The node that works on their segment does so soon after.
     *
     * @param key the key whose dead letters are meant; null for all of the subscription
     * @return how many there are
     */
    int retry(String subscription, @Nullable String key);

    /**
     * Gives dead letters up: their events will never be handled by this subscription.
     *
     * @param key the key whose dead letters are meant; null for all of the subscription
     * @return how many there were
     */
    int drop(String subscription, @Nullable String key);

    /**
     * Gives one dead letter up. Others of its key stay.
     *
     * @return false when there is none
     */
    boolean drop(String subscription, long position);

    /**
     * A dead letter was handled: removes it, and asks for those of its key that are left, so that events that came in behind it meanwhile follow. For
     * whoever works on its segment, in the transaction of the handler's work: as a move of the checkpoint does, it keeps others from claiming the segment, and
     * has a pause of it wait, to the end of the transaction.
     *
     * @param lease that on its segment
     * @throws StaleCheckpoint when the lease is not the newest, or there is no such dead letter any more; nothing was changed
     */
    void delivered(Checkpoints.Lease lease, String subscription, long position);

    /**
     * A dead letter has failed again: it and those of its key are not tried again until somebody asks for it. Does nothing when there is no such dead
     * letter any more.
     *
     * @param error what the handler threw, with its stack
     * @param attempts how often the handler was called with it by now
     */
    void failedAgain(String subscription, long position, String error, int attempts);
}
