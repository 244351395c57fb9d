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

    /** A node said that it is alive, or that it goes. */
    record Presence(Begun begun, long endTick, long endNanos, String node) {}

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
    private final Queue<Use> releases = new ConcurrentLinkedQueue<>();
    private final Queue<Presence> attended = new ConcurrentLinkedQueue<>();
    private final Queue<Presence> left = new ConcurrentLinkedQueue<>();
    private final Set<String> claimsUnknown = ConcurrentHashMap.newKeySet();

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

    /** Nobody was told whether a claim gave a lease. */
    void claimUnknown(String subscription) {
        claimsUnknown.add(subscription);
    }

    boolean hasClaimsUnknown(String subscription) {
        return claimsUnknown.contains(subscription);
    }

    /** A lease is about to be given back. */
    void released(Lease lease) {
        releases.add(ended(begin(), lease));
    }

    /** A node is about to give all its leases back. */
    void leaving(String node) {
        left.add(new Presence(begin(), Long.MAX_VALUE, Long.MAX_VALUE, node));
    }

    /** A node has said that it is alive. */
    void attended(Begun begun, String node) {
        attended.add(new Presence(begun, ticks.getAsLong(), System.nanoTime(), node));
    }

    Collection<Use> claims() {
        return claims;
    }

    Collection<Use> advances() {
        return advances;
    }

    Collection<Presence> attended() {
        return attended;
    }

    /** Whether the owner of a lease has given it back, or one that it had of the same subscription after it. */
    boolean isReleased(Use claim) {
        String owner = claim.lease().owner();
        return releases.stream()
                        .anyMatch(release -> release.isOfSameSubscription(claim)
                                && release.lease().owner().equals(owner)
                                && release.lease().epoch() >= claim.lease().epoch())
                || left.stream()
                        .anyMatch(leave -> leave.node().equals(owner)
                                && leave.begun().tick() > claim.begun().tick());
    }
}
