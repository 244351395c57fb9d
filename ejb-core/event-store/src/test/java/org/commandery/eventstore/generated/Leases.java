package org.commandery.eventstore.generated;

import java.util.Collection;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.commandery.eventstore.Checkpoints.Lease;

/** Who had which lease, and what was done under it. Thread-safe. */
final class Leases {

    /** The beginning of something, by the history's ticks and by the clock. */
    record Begun(long tick, long nanos) {}

    /** Something that was done with a lease, from its beginning to its end. */
    record Use(Begun begun, long endTick, long endNanos, Lease lease) {

        boolean isBefore(Use other) {
            return endTick < other.begun.tick;
        }

        boolean isOfSameSubscription(Use other) {
            return lease.subscription().equals(other.lease.subscription());
        }
    }

    private final LongSupplier ticks;
    private final Queue<Use> claims = new ConcurrentLinkedQueue<>();
    private final Queue<Use> advances = new ConcurrentLinkedQueue<>();
    private final Set<Lease> released = ConcurrentHashMap.newKeySet();

    Leases(LongSupplier ticks) {
        this.ticks = ticks;
    }

    Begun begin() {
        return new Begun(ticks.getAsLong(), System.nanoTime());
    }

    private Use ended(Begun begun, Lease lease) {
        return new Use(begun, ticks.getAsLong(), System.nanoTime(), lease);
    }

    /** A lease was given, or made to last longer. */
    void claimed(Begun begun, Lease lease) {
        claims.add(ended(begun, lease));
    }

    /** A checkpoint was moved under a lease, and that was committed. */
    void advanced(Begun begun, Lease lease) {
        advances.add(ended(begun, lease));
    }

    /** A lease is about to be given back. */
    void released(Lease lease) {
        released.add(lease);
    }

    Collection<Use> claims() {
        return claims;
    }

    Collection<Use> advances() {
        return advances;
    }

    boolean isReleased(Lease lease) {
        return released.contains(lease);
    }
}
