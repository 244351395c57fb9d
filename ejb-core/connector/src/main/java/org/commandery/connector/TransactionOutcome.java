package org.commandery.connector;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;

/** Remembers how a transaction ended. Another thread may end it, when it takes too long. */
final class TransactionOutcome implements Synchronization {

    private volatile boolean committed;

    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
        committed = status == Status.STATUS_COMMITTED;
    }

    boolean isCommitted() {
        return committed;
    }
}
