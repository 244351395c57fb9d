package org.commandery.eventstore;

import java.util.List;
import java.util.Optional;

/** How far each subscription has handled the events of a store. Inside a JTA transaction, writes join it. */
public interface Checkpoints {

    /**
     * A subscription's checkpoint.
     *
     * @param subscription the subscription's name, unique in its store
     * @param position the last position that it has handled, 0 when none
     */
    record Checkpoint(String subscription, long position) {}

    /**
     * Finds a subscription's checkpoint, or creates it.
     *
     * @param subscription the subscription's name
     * @param start the position to create it at when there is none
     * @return the last position that the subscription has handled
     */
    long open(String subscription, long start);

    /** The subscription's checkpoint; empty when it has none. */
    Optional<Checkpoint> find(String subscription);

    /** All checkpoints, by name. */
    List<Checkpoint> list();

    /**
     * Moves a checkpoint forward, if it still is where the caller believes it to be.
     *
     * @param subscription the subscription's name
     * @param from where the checkpoint must be
     * @param to where it is to go, beyond {@code from}
     * @throws StaleCheckpoint when it is elsewhere; nothing was changed
     */
    void advance(String subscription, long from, long to);
}
