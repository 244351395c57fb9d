package org.commandery.handler;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of an event that a handler has failed with. None of these loses it unseen. */
public sealed interface ErrorDecision {

    /** The handler gets the event again, after a pause that grows from one attempt to the next. */
    static ErrorDecision retry() {
        return new Retry(null, Map.of());
    }

    /**
     * The handler gets the event again after a while.
     *
     * @param pause how long to wait; zero for at once
     */
    static ErrorDecision retryAfter(Duration pause) {
        return new Retry(pause, Map.of());
    }

    /** The event is passed over. The log, the metrics and the checkpoint tell of it. */
    static ErrorDecision skip() {
        return new Skip();
    }

    /**
     * The event is put aside as a dead letter, and so are those that follow it with the same key, so that none is handled before it. Other events go on.
     *
     * @see org.commandery.eventstore.DeadLetters
     */
    static ErrorDecision park() {
        return new Park();
    }

    /** The subscription is paused on all nodes until somebody resumes it. The event is the next one then. */
    static ErrorDecision stop() {
        return new Stop();
    }

    /**
     * Again.
     *
     * @param pause how long to wait; null for a pause that grows from one attempt to the next
     * @param context what the next {@link FailureContext} of this event is to hold
     */
    record Retry(@Nullable Duration pause, Map<String, Object> context) implements ErrorDecision {

        /** @throws IllegalArgumentException when the pause is negative */
        public Retry {
            if (pause != null && pause.isNegative()) {
                throw new IllegalArgumentException("a pause is not negative: " + pause);
            }
            context = Map.copyOf(context);
        }

        /** The same, with something to be remembered at the next failure with the event. */
        public Retry with(Map<String, Object> remembered) {
            return new Retry(pause, remembered);
        }
    }

    /** Passed over. */
    record Skip() implements ErrorDecision {}

    /** Put aside. */
    record Park() implements ErrorDecision {}

    /** Paused. */
    record Stop() implements ErrorDecision {}
}
