package org.commandery.eventstore.generated;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.RecordedEvent;

/**
 * Works on a subscription under a lease, as one of several nodes does: claims it, or goes on with the lease that it has, although that may have run
 * out and belong to another by now.
 *
 * @param subscription the number of the subscription
 * @param handled how many events are handled at most
 * @param after what is done with the lease after that
 */
record LeaseOperation(int subscription, int handled, After after) implements Operation {

    /** What is done with a lease. */
    enum After {
        KEEP,
        RENEW,
        RELEASE
    }

    static final Duration TIME_TO_LIVE = Duration.ofMillis(150);

    @Override
    public void run(Caller caller) {
        String name = "leased-" + subscription;
        caller.history().handles(name, caller.number());
        Checkpoints checkpoints = caller.store().checkpoints();
        checkpoints.open(name, 0);
        Optional<Lease> known = caller.lease(name);
        Optional<Lease> lease = known.isPresent() ? known : claim(caller, checkpoints, name);
        if (lease.isPresent()) {
            Joined.underLease(caller, lease.get(), () -> handle(caller, lease.get()));
            end(caller, lease.get(), after);
        }
    }

    /** Claims a subscription, or a segment of one. */
    static Optional<Lease> claim(Caller caller, Checkpoints checkpoints, String name) {
        Leases leases = caller.history().leases();
        Leases.Begun begun = leases.begin();
        Optional<Lease> lease;
        try {
            lease = checkpoints.claim(name, caller.node(), TIME_TO_LIVE);
        } catch (EventStoreUnavailable e) {
            leases.claimUnknown(name);
            throw e;
        }
        caller.history().count(lease.isPresent() ? "claimed" : "claimed in vain");
        lease.ifPresent(got -> {
            leases.claimed(begun, got);
            caller.keep(got);
        });
        return lease;
    }

    private boolean handle(Caller caller, Lease lease) {
        Checkpoints checkpoints = caller.store().checkpoints();
        long from = checkpoints.find(lease.subscription()).orElseThrow().position();
        List<RecordedEvent> events = caller.store().readAllForward(from, handled);
        if (events.isEmpty()) {
            return false;
        }
        List<Long> positions = events.stream().map(RecordedEvent::position).toList();
        caller.world().handled(caller.number(), lease.subscription(), positions);
        checkpoints.advance(lease, from, positions.get(positions.size() - 1));
        caller.history().count("handled under leases", events.size());
        return true;
    }

    /** Does what is to be done with a lease. */
    static void end(Caller caller, Lease lease, After after) {
        Checkpoints checkpoints = caller.store().checkpoints();
        Leases leases = caller.history().leases();
        Leases.Begun begun = leases.begin();
        switch (after) {
            case KEEP -> {}
            case RENEW -> {
                if (checkpoints.renew(lease, TIME_TO_LIVE)) {
                    leases.claimed(begun, lease);
                } else {
                    caller.drop(lease);
                }
            }
            case RELEASE -> {
                leases.released(lease);
                caller.drop(lease);
                checkpoints.release(lease);
            }
        }
    }
}
