package org.commandery.eventstore.generated;

import java.util.Optional;
import org.commandery.eventstore.Division;
import org.commandery.eventstore.Segment;
import org.commandery.eventstore.generated.LeaseOperation.After;

/**
 * Wants a subscription to be in another number of segments, as a node does that is deployed with another one. Its own leases it gives back before.
 *
 * @param subscription the number of the subscription
 * @param segments how many it wants
 */
record DivideOperation(int subscription, int segments) implements Operation {

    @Override
    public void run(Caller caller) {
        String name = SegmentOperation.subscription(subscription);
        caller.leases().stream()
                .filter(lease ->
                        Segment.named(lease.subscription()).subscription().equals(name))
                .forEach(lease -> LeaseOperation.end(caller, lease, After.RELEASE));
        divide(caller, name, segments);
    }

    /** Divides a subscription; empty when others work on it in another number of segments. */
    static Optional<Division> divide(Caller caller, String name, int segments) {
        Optional<Division> division = caller.store().checkpoints().divide(name, segments, 0);
        caller.history().count(division.isPresent() ? "divided" : "divided in vain");
        division.ifPresent(divided -> {
            if (!divided.segments().equals(Segment.of(name, segments))) {
                throw new AssertionError("%s is not divided into %d segments: %s".formatted(name, segments, divided));
            }
            caller.history().divided(name);
            caller.keep(name, divided);
        });
        return division;
    }
}
