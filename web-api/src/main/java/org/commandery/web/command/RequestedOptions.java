package org.commandery.web.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commandery.application.Consistency;
import org.commandery.application.DispatchOptions;
import org.commandery.application.Returning;
import org.commandery.web.http.Headers;
import org.commandery.web.http.Preferences;
import org.commandery.web.problem.Problem;
import org.commandery.web.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** What the headers of a request say of the dispatch, beside its ids and {@code If-Match}. */
record RequestedOptions(Optional<Duration> waiting, Optional<String> returning, DispatchOptions options) {

    static final String MINIMAL = "minimal";
    static final String REPRESENTATION = "representation";

    private static final int MOST_ATTEMPTS = 100;

    /** Up to some days; more is no timeout. */
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(?:\\.\\d{1,3})?");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

    /**
     * Reads the headers.
     *
     * @param prefer the values of all {@code Prefer} headers
     * @param waitFor the handlers to wait for; null for all
     * @param timeout how many seconds the command may take to be decided; null for the default
     * @param attempts how often it is executed at most; null for the default
     * @throws jakarta.ws.rs.WebApplicationException with the problem, when one cannot be read
     */
    static RequestedOptions of(
            List<String> prefer, @Nullable String waitFor, @Nullable String timeout, @Nullable String attempts) {
        Optional<Duration> waiting = Preferences.waiting(prefer);
        Optional<String> returning = Preferences.returning(prefer);
        DispatchOptions options = DispatchOptions.options();
        if (waiting.isPresent()) {
            options = waitingFor(waitFor, options).consistencyTimeout(waiting.get());
        }
        if (returning.isPresent()) {
            options = options.returning(returning.get().equals(REPRESENTATION) ? Returning.ALL : Returning.VERSION);
        }
        options = timeout == null ? options : options.timeout(timeout(timeout.strip()));
        options = attempts == null ? options : options.attempts(attempts(attempts.strip()));
        return new RequestedOptions(waiting, returning, options);
    }

    /** Whether the caller does not want a body. */
    boolean isMinimal() {
        return returning.filter(MINIMAL::equals).isPresent();
    }

    private static DispatchOptions waitingFor(@Nullable String waitFor, DispatchOptions options) {
        String[] handlers = Preferences.handlers(waitFor).toArray(String[]::new);
        return handlers.length == 0 ? options.consistency(Consistency.STRONG) : options.consistencyOf(handlers);
    }

    private static Duration timeout(String value) {
        if (SECONDS.matcher(value).matches()) {
            Duration timeout = Duration.ofMillis(Math.round(Double.parseDouble(value) * 1_000));
            if (!timeout.isZero()) {
                return timeout;
            }
        }
        throw malformed("'%s: %s' is no number of seconds above 0".formatted(Headers.TIMEOUT, value));
    }

    private static int attempts(String value) {
        if (NUMBER.matcher(value).matches()) {
            int attempts = Integer.parseInt(value);
            if (attempts >= 1 && attempts <= MOST_ATTEMPTS) {
                return attempts;
            }
        }
        throw malformed("'%s: %s' is no number from 1 to %d".formatted(Headers.ATTEMPTS, value, MOST_ATTEMPTS));
    }

    private static RuntimeException malformed(String detail) {
        return Problem.of(ProblemType.MALFORMED_REQUEST, detail).exception();
    }
}
