package org.commandery.shop.it.delivery;

import org.commandery.event.EventType;

/**
 * What the handlers of this context get.
 *
 * @param failure how its handling is to fail
 * @param failures how often it is to fail before it succeeds
 * @param pauseMicros how long its handling is to take
 */
@EventType("noted")
public record Noted(Failure failure, int failures, int pauseMicros) {

    /** The ways in which a handler can fail. */
    public enum Failure {
        /** It throws a runtime exception. */
        RUNTIME_EXCEPTION,
        /** It throws a checked exception, after which a server commits. */
        CHECKED_EXCEPTION,
        /** It throws an error. */
        ERROR,
        /** It returns, and has asked the server to roll back. */
        ROLLBACK_ONLY
    }

    /** One whose handling succeeds. */
    public static Noted quietly() {
        return new Noted(Failure.ERROR, 0, 0);
    }

    /** As JSON. */
    public String json() {
        return """
                {"failure":"%s","failures":%d,"pauseMicros":%d}""".formatted(failure, failures, pauseMicros);
    }
}
