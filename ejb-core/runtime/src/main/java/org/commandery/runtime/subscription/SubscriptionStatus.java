package org.commandery.runtime.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.commandery.application.Consistency;
import org.jspecify.annotations.Nullable;

/**
 * How a subscription stands.
 *
 * @param name its name
 * @param consistency whether a dispatch that asks for strong consistency waits for it
 * @param checkpoint the last position that all of its segments have handled, durable
 * @param head the position of the last event of the store
 * @param state what it is doing: of its segments' states the one that needs most attention
 * @param failure why it is failing, paused or waiting, in a sentence; null when it is not
 * @param segments its segments, by number
 * @param rebuild how far the rebuild of its tables is; null when there is none on this node
 */
public record SubscriptionStatus(
        String name,
        Consistency consistency,
        long checkpoint,
        long head,
        State state,
        @Nullable String failure,
        List<SegmentStatus> segments,
        @Nullable RebuildStatus rebuild) {

    /** How many events of the store it has yet to handle or to pass over. */
    public long lag() {
        return Math.max(0, head - checkpoint);
    }

    /**
     * How a segment stands.
     *
     * @param number its number, from 0
     * @param checkpoint the last position that it has handled, durable; of another node's segment as of some moments ago
     * @param owner the node that works on it; null when none does
     * @param state what it is doing
     * @param failure why it is failing, paused or waiting; null when it is not
     */
    public record SegmentStatus(
            int number,
            long checkpoint,
            @Nullable String owner,
            State state,
            @Nullable String failure) {}

    /**
     * How far a rebuild is.
     *
     * @param position the last position that it has handled
     * @param goal the position of the last event of the store
     * @param begunAt when it began
     * @param remaining how long it will take at the rate it had up to now; null when nobody can tell yet
     */
    public record RebuildStatus(
            long position,
            long goal,
            Instant begunAt,
            @Nullable Duration remaining) {}

    /** The same, with a rebuild. */
    SubscriptionStatus rebuilding(@Nullable RebuildStatus status) {
        return new SubscriptionStatus(name, consistency, checkpoint, head, state, failure, segments, status);
    }

    /** What a subscription is doing. A later one needs more attention than an earlier one. */
    public enum State {
        /** It has handled all events and waits for the next. */
        LIVE,
        /** It is behind and reads events. */
        CATCHING_UP,
        /** Another node works on it. */
        ELSEWHERE,
        /** It has not yet read its checkpoint: the store cannot be reached, or no node has claimed it yet. */
        STARTING,
        /** Its handler failed; it tries again after a pause. */
        RETRYING,
        /** It is paused, on all nodes; or its delivery is stopped on this one, and no other works on it. */
        PAUSED,
        /** It was stopped on this node. */
        STOPPED
    }
}
