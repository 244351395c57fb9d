package org.commandery.eventstore.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BooleanSupplier;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.StaleCheckpoint;
import org.commandery.eventstore.conformance.Transactions;

/** What callers do in one transaction. */
final class Joined {

    private Joined() {}

    /**
     * Does something in a transaction.
     *
     * @param work says whether to commit it
     * @return whether it is known to be committed; it may be, all the same, when something struck the database
     * @throws EventStoreException what the work threw; it was rolled back
     */
    static boolean run(Caller caller, BooleanSupplier work) {
        Transactions transactions = caller.world().transactions();
        transactions.begin();
        try {
            if (!work.getAsBoolean()) {
                transactions.rollback();
                return false;
            }
        } catch (EventStoreException e) {
            transactions.rollback();
            throw e;
        }
        try {
            transactions.commit();
            return true;
        } catch (RuntimeException e) {
            assertThat(Refusal.in(e).filter(refusal -> !(refusal instanceof EventStoreUnavailable)))
                    .as("why this transaction cannot be committed")
                    .isEmpty();
            caller.history().unavailable(e);
            caller.awaitStore();
            return false;
        }
    }

    /** Does something that only who has the lease may do, as {@link #run} does. A lease that is of no use any more is dropped. */
    static boolean underLease(Caller caller, Lease lease, BooleanSupplier work) {
        Leases leases = caller.history().leases();
        Leases.Begun begun = leases.begin();
        try {
            boolean committed = run(caller, work);
            if (committed) {
                leases.advanced(begun, lease);
            }
            return committed;
        } catch (StaleCheckpoint e) {
            caller.drop(lease);
            caller.history().count("leases lost");
        } catch (EventStoreException e) {
            caller.drop(lease);
            caller.history().unavailable(e);
            caller.awaitStore();
        }
        return false;
    }
}
