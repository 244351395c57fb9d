package org.commandery.runtime.subscription;

import java.time.Duration;

/**
 * How long subscriptions wait for what.
 *
 * @param poll how long the tail trusts the store's calls before it looks by itself
 * @param firstPause how long a failed delivery waits before the second attempt; each further one waits twice as long
 * @param longestPause how long it waits at most
 * @param idle how long events that were passed over may be missing from the durable checkpoint
 */
record Timing(Duration poll, Duration firstPause, Duration longestPause, Duration idle) {

    static final Timing DEFAULT =
            new Timing(Duration.ofMillis(500), Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofSeconds(1));
}
