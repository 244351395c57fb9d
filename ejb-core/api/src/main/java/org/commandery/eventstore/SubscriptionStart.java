package org.commandery.eventstore;

/**
 * Where a subscription begins that has no checkpoint yet.
 *
 * @param number after which version of the stream, or position of the store; -1 for its end at that time
 */
public record SubscriptionStart(long number) {

    /** With the first event. */
    public static final SubscriptionStart ORIGIN = new SubscriptionStart(0);

    /** With the first event that is stored from now on. */
    public static final SubscriptionStart CURRENT = new SubscriptionStart(-1);

    /** @throws InvalidStart when the number is below -1 */
    public SubscriptionStart {
        if (number < -1) {
            throw new InvalidStart(number);
        }
    }

    /**
     * With the event after this one.
     *
     * @param number a version of the stream that is followed, or a position when all events are; 0 or more
     * @throws InvalidStart when it is below 0
     */
    public static SubscriptionStart after(long number) {
        if (number < 0) {
            throw new InvalidStart(number);
        }
        return new SubscriptionStart(number);
    }
}
