package org.commandery.runtime.subscription;

import java.io.Serial;
import java.util.List;
import org.commandery.eventstore.RecordedEvent;

/** Brings events to a handler in a transaction. What it is on an application server, the connector knows. */
public interface Delivery {

    /**
     * Calls the handler with each of the events in order and then the checkpoint, all in one transaction, and commits it.
     *
     * @param events one or more events, in order
     * @param checkpoint writes the checkpoint; to be called once, in the transaction, after the handler
     * @throws DeliveryRefused when the handler is not to be had now, because it is being stopped; nothing is amiss
     * @throws Exception whatever the handler or the commit threw; the transaction was rolled back
     */
    void deliver(List<RecordedEvent> events, Runnable checkpoint) throws Exception;

    /** How many events may share a transaction, 1 or more. */
    default int maxEvents() {
        return 128;
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
