package org.commandery.eventstore.generated;

import org.commandery.eventstore.generated.Leases.Use;

/** A subscription belongs to one at a time, and who has lost it moves its checkpoint no more, however late it notices. */
final class LeasesRule implements Rule {

    @Override
    public void check(World world, Log log, History history) {
        Leases leases = history.leases();
        for (Use claim : leases.claims()) {
            leases.claims().stream()
                    .filter(claim::isOfSameSubscription)
                    .filter(later -> claim.isBefore(later))
                    .forEach(later -> requireTurn(history, claim, later));
            leases.advances().stream()
                    .filter(claim::isOfSameSubscription)
                    .filter(claim::isBefore)
                    .forEach(advance -> require(
                            advance.lease().epoch() >= claim.lease().epoch(),
                            claim,
                            "was followed by the advance",
                            advance));
        }
    }

    private static void requireTurn(History history, Use claim, Use later) {
        if (claim.lease().owner().equals(later.lease().owner())) {
            return;
        }
        require(
                later.lease().epoch() > claim.lease().epoch(),
                claim,
                "was followed by a lease of no higher epoch",
                later);
        Leases leases = history.leases();
        if (leases.isReleased(claim) || history.interventions().mayHaveEnded(claim, later)) {
            return;
        }
        long end = claim.begun().nanos() + LeaseOperation.TIME_TO_LIVE.toNanos();
        require(later.endNanos() - end >= 0, claim, "had not run out, and another one was given", later);
        if (isNext(leases, claim, later)) {
            requireAbsence(leases, claim, later);
        }
    }

    /** Whether nobody had a lease between the two. */
    private static boolean isNext(Leases leases, Use claim, Use later) {
        return !leases.hasClaimsUnknown(claim.lease().subscription())
                && leases.claims().stream()
                        .filter(claim::isOfSameSubscription)
                        .noneMatch(
                                other -> claim.lease().epoch() < other.lease().epoch()
                                        && other.lease().epoch() < later.lease().epoch());
    }

    /**
     * A lease lasts as long as its owner is present: two thirds at least of the time that it said. When its time is over, somebody may divide the
     * subscription anew, and the owner's next sign of life comes too late.
     */
    private static void requireAbsence(Leases leases, Use claim, Use later) {
        long end = claim.begun().nanos() + LeaseOperation.TIME_TO_LIVE.toNanos();
        for (Leases.Presence presence : leases.attended()) {
            boolean itsOwn = presence.node().equals(claim.lease().owner())
                    && claim.endTick() < presence.begun().tick()
                    && presence.endTick() < later.begun().tick();
            if (itsOwn && presence.endNanos() - end < 0) {
                long until = presence.begun().nanos() + LeaseOperation.TIME_TO_LIVE.toNanos() * 2 / 3;
                end = Math.max(end, until);
            }
        }
        require(later.endNanos() - end >= 0, claim, "was given to another while its owner was present", later);
    }

    private static void require(boolean right, Use first, String what, Use second) {
        if (!right) {
            throw new AssertionError("%s %s: %s".formatted(first, what, second));
        }
    }
}
