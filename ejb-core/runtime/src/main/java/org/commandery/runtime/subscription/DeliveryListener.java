package org.commandery.runtime.subscription;

import java.util.List;
import org.commandery.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Hears what becomes of the deliveries to one handler. It is called on the thread that delivers, of each segment of the subscription at the same time; it
 * must be quick and throws nothing.
 */
public interface DeliveryListener {

    /** Hears nothing. */
    DeliveryListener NONE = (events, replay, occasion) -> (outcome, failure) -> {};

    /**
     * Events are about to be delivered together, in one transaction if the handler has one. A dead letter that is tried again comes alone.
     *
     * @param events one or more events, in order
     * @param replay whether the handler has had them before
     * @param occasion why they are delivered now
     * @return is told how it ended, on the same thread
     */
    Ending begin(List<RecordedEvent> events, boolean replay, Occasion occasion);

    /** A failed event was dealt with: what was decided is done. */
    default void decided(Decision decision) {}

    /**
     * A dead letter was tried again.
     *
     * @param handled whether the handler has taken it
     */
    default void deadLetterTried(boolean handled) {}

    /** Hears of the end of a delivery. */
    interface Ending {

        /**
         * The delivery has ended.
         *
         * @param failure what was thrown; null when the events were handled
         */
        void ended(Outcome outcome, @Nullable Throwable failure);
    }

    /** Why events are delivered now. */
    enum Occasion {
        /** They were there: the handler does not wait for more, or these are delivered one by one, or again. */
        IMMEDIATE,
        /** There were as many as the handler waits for. */
        SIZE,
        /** There were fewer in the time that the handler waits for more. */
        TIMEOUT
    }

    /** How a delivery ended. */
    enum Outcome {
        /** The handler's work and the checkpoint are committed. */
        HANDLED,
        /** The handler or the commit failed; nothing is committed. */
        FAILED,
        /** Nothing is committed, and nobody has failed: the handler is being stopped, or its segment is no longer this node's. */
        REFUSED
    }

    /** What was done about a failed event. */
    enum Decision {
        /** It is tried again after a pause. */
        RETRIED,
        /** It is passed over. */
        SKIPPED,
        /** It is a dead letter. */
        PARKED,
        /** The subscription is paused at it. */
        STOPPED
    }

    /** Knows who listens to which handler. */
    interface Source {

        /** Nobody listens to any. */
        Source NONE = (application, context, subscription) -> DeliveryListener.NONE;

        /**
         * The listener of a handler.
         *
         * @param application the application whose events it gets
         * @param context the context that it belongs to
         * @param subscription the name of its subscription
         */
        DeliveryListener of(String application, String context, String subscription);
    }
}
