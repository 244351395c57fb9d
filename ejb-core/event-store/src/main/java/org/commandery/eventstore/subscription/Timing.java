package org.commandery.eventstore.subscription;

import java.time.Duration;

/** How long subscriptions wait for what, and how much they read at once. */
final class Timing {

    /** A page of a thousand costs two thirds of what pages of a hundred cost, larger ones gain little. */
    static final int PAGE = 1_000;

    /** How long a subscription relies on being woken before it looks by itself. */
    static final Duration POLL = Duration.ofSeconds(1);

    /** How long one that waits for its turn does so before it tries again. After a clean stop elsewhere it is to go on within a second. */
    static final Duration CLAIM = Duration.ofMillis(300);

    /** How long events that were only passed over may be missing from the checkpoint. */
    static final Duration IDLE = Duration.ofSeconds(1);

    /** How long it waits when the store was out of reach for the first time. */
    static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    /** For something that will be woken. */
    static final Duration LONG = Duration.ofMinutes(10);

    private Timing() {}
}
