package org.commandery.handler;

/**
 * Decides what becomes of events that handlers fail with. A CDI bean of this type is asked for all handlers of the deployment whose activation says
 * nothing of errors and which have no {@code onError} method of their own.
 *
 * <p>It is asked for failures of handlers only: when the event store cannot be reached, the event waits.
 */
@FunctionalInterface
public interface ErrorPolicy {

    /**
     * Decides.
     *
     * @param error what the handler threw, or what its transaction failed with
     * @param failure the event, and how often it has failed
     * @return what is to be done. When this throws, or returns null, the event is retried
     */
    ErrorDecision onError(Throwable error, FailureContext failure);
}
