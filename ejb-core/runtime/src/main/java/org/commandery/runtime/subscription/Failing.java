package org.commandery.runtime.subscription;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.internal.Backoff;
import org.commandery.handler.ErrorDecision;
import org.commandery.handler.FailureContext;

/** What is remembered of an event that its handler fails with, from one attempt to the next, and what is made of it. */
final class Failing {

    /** A stack is for people: what is beyond this is of little use to them. */
    private static final int LONGEST_ERROR = 20_000;

    private final String application;
    private final SubscriptionDefinition definition;
    private final Delivery delivery;
    private final Backoff pauses;
    private int attempts;
    private Map<String, Object> context = Map.of();

    /** What is to be done. */
    sealed interface Verdict {}

    /** @param pause how long to wait before the event is tried again */
    record Again(Duration pause) implements Verdict {}

    record PassOver() implements Verdict {}

    /**
     * @param error what was thrown, with its stack
     * @param attempts how often the handler has failed
     */
    record PutAside(String error, int attempts) implements Verdict {}

    /** @param reason for people */
    record Halt(String reason) implements Verdict {}

    Failing(String application, SubscriptionDefinition definition, Delivery delivery) {
        this.application = application;
        this.definition = definition;
        this.delivery = delivery;
        this.pauses =
                new Backoff(definition.pauses().first(), definition.pauses().longest());
    }

    /** How often the handler has failed with the present event. */
    int attempts() {
        return attempts;
    }

    /** The next event is another one. */
    void reset() {
        attempts = 0;
        context = Map.of();
        pauses.reset();
    }

    /** The handler has failed with an event: what is to be done, which the log tells. */
    Verdict decide(String segment, RecordedEvent event, Throwable cause) {
        attempts++;
        String described = Slice.describe(event);
        ErrorDecision decision = ask(segment, event, cause);
        if (decision instanceof ErrorDecision.Skip) {
            SubscriptionLog.LOG.skipped(segment, application, described, attempts, cause);
            return new PassOver();
        }
        if (decision instanceof ErrorDecision.Park) {
            SubscriptionLog.LOG.parked(segment, application, described, attempts, cause);
            return new PutAside(describe(cause), attempts);
        }
        if (decision instanceof ErrorDecision.Stop) {
            SubscriptionLog.LOG.halted(segment, application, described, attempts, cause);
            return new Halt("its handler failed with %s: %s".formatted(described, cause));
        }
        ErrorDecision.Retry retry = (ErrorDecision.Retry) decision;
        context = retry.context();
        Duration pause = retry.pause() == null ? pauses.pause() : retry.pause();
        if (attempts == 1) {
            SubscriptionLog.LOG.deliveryFailed(segment, application, described, pause.toMillis(), cause);
        } else {
            SubscriptionLog.LOG.deliveryFailedAgain(
                    segment, application, described, attempts, pause.toMillis(), cause.toString());
        }
        return new Again(pause);
    }

    /** One that cannot decide, or decides nothing, retries: that loses nothing. */
    private ErrorDecision ask(String segment, RecordedEvent event, Throwable cause) {
        try {
            ErrorDecision decision = delivery.onError(
                    cause, new FailureContext(application, definition.name(), event, attempts, context));
            if (decision != null) {
                return decision;
            }
            SubscriptionLog.LOG.undecided(segment, application, "it decided nothing");
        } catch (Exception | LinkageError e) {
            SubscriptionLog.LOG.undecided(segment, application, e.toString());
        }
        return ErrorDecision.retry();
    }

    /** What was thrown, with its stack, cut where it gets too long. */
    static String describe(Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text, true));
        // PostgreSQL keeps no NUL in a text.
        String error = text.toString().replace("\0", "\\0");
        return error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error;
    }
}
