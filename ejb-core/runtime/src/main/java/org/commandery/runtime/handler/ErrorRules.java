package org.commandery.runtime.handler;

import org.commandery.handler.ErrorDecision;
import org.commandery.handler.ErrorPolicy;
import org.commandery.handler.FailureContext;

/**
 * An error policy that is configured: some retries, then a decision.
 *
 * @param retries how often an event is retried before, 0 or more
 * @param decision what becomes of it then
 */
public record ErrorRules(int retries, ErrorDecision decision) implements ErrorPolicy {

    /** Again and again: nothing is lost, and nothing that follows is handled before. */
    public static final ErrorRules RETRY = new ErrorRules(0, ErrorDecision.retry());

    /** How often an event is retried when nobody says it, before it is skipped, parked, or stops its handler. */
    public static final int RETRIES = 3;

    /** @throws IllegalArgumentException when the number is negative */
    public ErrorRules {
        if (retries < 0) {
            throw new IllegalArgumentException("an event is retried 0 times or more: " + retries);
        }
    }

    /**
     * Reads the forms that configuration uses.
     *
     * @param decision {@code retry}, {@code skip}, {@code park} or {@code stop}
     * @param retries a number, 0 or more; blank for {@value #RETRIES}
     * @throws IllegalArgumentException when one of them is something else
     */
    public static ErrorRules parse(String decision, String retries) {
        ErrorDecision last = switch (decision) {
            case "retry" -> ErrorDecision.retry();
            case "skip" -> ErrorDecision.skip();
            case "park" -> ErrorDecision.park();
            case "stop" -> ErrorDecision.stop();
            default ->
                throw new IllegalArgumentException(
                        "'%s' must be 'retry', 'skip', 'park' or 'stop'".formatted(decision));
        };
        return new ErrorRules(retries.isBlank() ? RETRIES : Integer.parseInt(retries), last);
    }

    @Override
    public ErrorDecision onError(Throwable error, FailureContext failure) {
        return failure.attempts() <= retries ? ErrorDecision.retry() : decision;
    }
}
