package org.commandery.runtime.subscription;

import java.time.Duration;

/**
 * How long subscriptions wait for what.
 *
 * @param poll how long the tail trusts the store's calls before it looks by itself
 * @param firstPause how long to wait when the store cannot be reached; each further time twice as long
 * @param longestPause how long to wait then at most
 * @param idle how long events that were passed over may be missing from the durable checkpoint
 * @param lease how long a node that is not heard of keeps its segments
 * @param attend how often a node looks what others do; while it is alone, less often
 * @param longestSwap how long a rebuild keeps the live handler paused at most before it lets that go on, to try again later
 */
record Timing(
        Duration poll,
        Duration firstPause,
        Duration longestPause,
        Duration idle,
        Duration lease,
        Duration attend,
        Duration longestSwap) {

    static final Timing DEFAULT = new Timing(
            Duration.ofMillis(500),
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            Duration.ofSeconds(10));

    /** The same, with leases of another length. */
    Timing withLease(Duration time) {
        Duration quarter = time.dividedBy(4);
        Duration often = attend.compareTo(quarter) < 0 ? attend : quarter;
        return new Timing(poll, firstPause, longestPause, idle, time, often, longestSwap);
    }
}
