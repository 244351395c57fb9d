package org.commandery.runtime.subscription;

import org.commandery.application.Consistency;
import org.jspecify.annotations.Nullable;

/**
 * How a subscription stands.
 *
 * @param name its name
 * @param consistency whether a dispatch that asks for strong consistency waits for it
 * @param checkpoint the last position that it has handled, durable
 * @param head the position of the last event of the store
 * @param state what it is doing
 * @param failure why it is failing or waiting, in a sentence; null when it is not
 */
public record SubscriptionStatus(
        String name,
        Consistency consistency,
        long checkpoint,
        long head,
        State state,
        @Nullable String failure) {

    /** How many events of the store it has yet to handle or to pass over. */
    public long lag() {
        return Math.max(0, head - checkpoint);
    }

    /** What a subscription is doing. */
    public enum State {
        /** It has not yet read its checkpoint: the store cannot be reached. */
        STARTING,
        /** It is behind and reads events. */
        CATCHING_UP,
        /** It has handled all events and waits for the next. */
        LIVE,
        /** Its handler failed; it tries again after a pause. */
        RETRYING,
        /** It was stopped. */
        STOPPED
    }
}
