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
                    .forEach(later -> requireTurn(leases, claim, later));
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

    private static void requireTurn(Leases leases, Use claim, Use later) {
        if (claim.lease().owner().equals(later.lease().owner())) {
            return;
        }
        require(
                later.lease().epoch() > claim.lease().epoch(),
                claim,
                "was followed by a lease of no higher epoch",
                later);
        long end = claim.begun().nanos() + LeaseOperation.TIME_TO_LIVE.toNanos();
        require(
                later.endNanos() - end >= 0 || leases.isReleased(claim.lease()),
                claim,
                "had not run out, and another one was given",
                later);
    }

    private static void require(boolean right, Use first, String what, Use second) {
        if (!right) {
            throw new AssertionError("%s %s: %s".formatted(first, what, second));
        }
    }
}
