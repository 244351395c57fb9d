package org.commandery.eventstore.generated;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What a durable subscription has delivered, to whomever. Thread-safe. */
final class Deliveries {

    private final Set<Long> positions = ConcurrentHashMap.newKeySet();
    private final AtomicLong acknowledged = new AtomicLong();

    void delivered(long position) {
        positions.add(position);
    }

    Set<Long> positions() {
        return positions;
    }

    /** A position is about to be acknowledged, and so may be in the checkpoint from now on. */
    void acknowledging(long position) {
        acknowledged.accumulateAndGet(position, Math::max);
    }

    /** The last position that anybody has acknowledged. */
    long acknowledged() {
        return acknowledged.get();
    }
}
