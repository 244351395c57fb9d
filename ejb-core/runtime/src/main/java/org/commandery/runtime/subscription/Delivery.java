package org.commandery.runtime.subscription;

import java.io.Serial;
import java.util.List;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.handler.ErrorDecision;
import org.commandery.handler.FailureContext;

/** Brings events to a handler in a transaction. What it is on an application server, the connector knows. */
public interface Delivery {

    /**
     * Calls the handler with each of the events in order and then the checkpoint, all in one transaction, and commits it.
     *
     * @param events one or more events, in order
     * @param replay whether the handler has had them before, as its subscription was moved back since
     * @param checkpoint writes the checkpoint; to be called once, in the transaction, after the handler
     * @throws DeliveryRefused when the handler is not to be had now, because it is being stopped; nothing is amiss
     * @throws Exception whatever the handler or the commit threw; the transaction was rolled back
     */
    void deliver(List<RecordedEvent> events, boolean replay, Runnable checkpoint) throws Exception;

    /**
     * Prepares the handler for getting its events again, and moves its subscription, in one transaction.
     *
     * @param move moves the subscription; to be called once
     * @throws Exception what the handler or the commit threw; nothing was moved
     */
    default void reset(Runnable move) throws Exception {
        move.run();
    }

    /** Gives back what it holds. Not called while a delivery is under way. */
    default void release() {}

    /** How many events may share a transaction, 1 or more. */
    default int maxEvents() {
        return 128;
    }

    /**
     * Decides what becomes of an event that the handler has failed with, when it was delivered alone.
     *
     * @throws Exception when it cannot decide: the event is retried
     */
    default ErrorDecision onError(Throwable error, FailureContext failure) throws Exception {
        return ErrorDecision.retry();
    }

    /** The handler is not to be had: its component is stopping. The events stay where they are. */
    final class DeliveryRefused extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        /** @param cause what the server said */
        public DeliveryRefused(Throwable cause) {
            super(cause);
        }
    }
}
