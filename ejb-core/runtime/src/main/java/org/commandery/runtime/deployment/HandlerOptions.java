package org.commandery.runtime.deployment;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.function.Function;
import org.commandery.DefinitionException;
import org.commandery.runtime.handler.ErrorRules;

/**
 * What configuration says of all event handlers of the deployment.
 *
 * @param errors what becomes of events that they fail with
 * @param lease how long a node that is not heard of keeps its segments, 1 s or more
 */
record HandlerOptions(ErrorRules errors, Duration lease) {

    private static final String ON_ERROR = "commandery.handlers.on-error";
    private static final String RETRIES = "commandery.handlers.retries";
    private static final String LEASE = "commandery.handlers.lease";
    private static final String DEFAULT_LEASE = "PT10S";
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    /**
     * @param value finds the value of a key, blank when it has none
     * @throws DefinitionException when one has a value that it cannot have; it names the key, the value, and those that are allowed
     */
    static HandlerOptions of(Function<String, String> value) {
        return new HandlerOptions(
                errors(or(value.apply(ON_ERROR), "retry"), value.apply(RETRIES).strip()),
                lease(or(value.apply(LEASE), DEFAULT_LEASE)));
    }

    private static ErrorRules errors(String decision, String retries) {
        try {
            return ErrorRules.parse(decision, retries);
        } catch (IllegalArgumentException e) {
            throw new DefinitionException(
                    "the configuration keys '%s' and '%s' have the values '%s' and '%s', but take 'retry', 'skip', 'park' or 'stop', and a number from 0"
                            .formatted(ON_ERROR, RETRIES, decision, retries));
        }
    }

    private static Duration lease(String text) {
        try {
            Duration lease = Duration.parse(text);
            if (lease.compareTo(SHORTEST_LEASE) >= 0) {
                return lease;
            }
        } catch (DateTimeException e) {
            // told below, as one that is too short is
        }
        throw new DefinitionException("the configuration key '%s' has the value '%s', but takes a duration from PT1S on"
                .formatted(LEASE, text));
    }

    private static String or(String configured, String fallback) {
        return configured.isBlank() ? fallback : configured.strip();
    }
}
