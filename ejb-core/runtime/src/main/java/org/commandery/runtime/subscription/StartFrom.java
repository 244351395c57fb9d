package org.commandery.runtime.subscription;

import org.commandery.eventstore.EventStore;

/**
 * Where a subscription begins when it has no checkpoint yet.
 *
 * @param position it gets the events after this position; -1 for those after the head at the time it is first opened
 */
public record StartFrom(long position) {

    /** All events. */
    public static final StartFrom ORIGIN = new StartFrom(0);

    /** Only events that are stored after the subscription was first opened. */
    public static final StartFrom CURRENT = new StartFrom(-1);

    /** @throws IllegalArgumentException when the position is below -1 */
    public StartFrom {
        if (position < -1) {
            throw new IllegalArgumentException(
                    "a subscription starts at 'origin', 'current' or a position: " + position);
        }
    }

    /** The position in a store, as it is now, after which the events follow. */
    long in(EventStore store) {
        return equals(CURRENT) ? store.head() : position;
    }

    /**
     * Reads the form that configuration uses.
     *
     * @param text {@code origin}, {@code current} or a position
     * @throws IllegalArgumentException when it is none of these
     */
    public static StartFrom parse(String text) {
        return switch (text) {
            case "origin" -> ORIGIN;
            case "current" -> CURRENT;
            default -> {
                try {
                    yield new StartFrom(Math.max(-2, Long.parseLong(text)));
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException(
                            "a subscription starts at 'origin', 'current' or a position: " + text, e);
                }
            }
        };
    }
}
