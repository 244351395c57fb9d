package org.commandery.eventstore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that a subscription has put aside because its handler failed with it, or because an event of the same key was put aside before it.
 *
 * @param subscription the subscription's name
 * @param position the event's
 * @param key what it has in common with the events that must not be handled before it
 * @param error what the handler threw, with its stack; null for an event that is only behind another one
 * @param attempts how often the handler was called with it; 0 for an event that is only behind another one
 * @param parkedAt when it was put aside, by the store's clock
 * @param retrying whether it is to be delivered again
 */
public record DeadLetter(
        String subscription,
        long position,
        String key,
        @Nullable String error,
        int attempts,
        Instant parkedAt,
        boolean retrying) {

    /**
     * An event to be put aside.
     *
     * @param position the event's
     * @param key the event's; without NUL, which PostgreSQL cannot hold
     * @param error what the handler threw; null for an event that is only behind another one
     * @param attempts how often the handler was called with it
     */
    public record Parking(
            long position, String key, @Nullable String error, int attempts) {}
}
