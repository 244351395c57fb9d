package org.commandery.eventstore.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StaleCheckpoint;
import org.commandery.eventstore.conformance.Transactions;

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
            work(caller, lease.get());
            end(caller, checkpoints, lease.get());
        }
    }

    private static Optional<Lease> claim(Caller caller, Checkpoints checkpoints, String name) {
        Leases leases = caller.history().leases();
        Leases.Begun begun = leases.begin();
        Optional<Lease> lease = checkpoints.claim(name, "caller-" + caller.number(), TIME_TO_LIVE);
        caller.history().count(lease.isPresent() ? "claimed" : "claimed in vain");
        lease.ifPresent(got -> {
            leases.claimed(begun, got);
            caller.keep(got);
        });
        return lease;
    }

    private void work(Caller caller, Lease lease) {
        Transactions transactions = caller.world().transactions();
        Leases leases = caller.history().leases();
        Leases.Begun begun = leases.begin();
        transactions.begin();
        try {
            if (!handle(caller, lease)) {
                transactions.rollback();
                return;
            }
        } catch (EventStoreException e) {
            transactions.rollback();
            caller.drop(lease);
            explain(caller, e);
            return;
        }
        try {
            transactions.commit();
            leases.advanced(begun, lease);
        } catch (RuntimeException e) {
            assertThat(Refusal.in(e).filter(refusal -> !(refusal instanceof EventStoreUnavailable)))
                    .as("why an advance cannot be committed")
                    .isEmpty();
            caller.history().unavailable(e);
            caller.awaitStore();
        }
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

    private static void explain(Caller caller, EventStoreException e) {
        if (e instanceof StaleCheckpoint) {
            caller.history().count("leases lost");
        } else {
            caller.history().unavailable(e);
            caller.awaitStore();
        }
    }

    private void end(Caller caller, Checkpoints checkpoints, Lease lease) {
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
