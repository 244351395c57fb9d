package org.commandery.web.command;

import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.commandery.application.Consistency;
import org.commandery.application.DispatchOptions;
import org.commandery.application.Returning;
import org.commandery.web.http.Headers;
import org.commandery.web.http.Preferences;
import org.commandery.web.problem.Problem;
import org.commandery.web.problem.ProblemType;

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
     * @throws jakarta.ws.rs.WebApplicationException with the problem, when one cannot be read
     */
    static RequestedOptions of(HttpHeaders headers) {
        List<String> prefer =
                Optional.ofNullable(headers.getRequestHeader(Headers.PREFER)).orElse(List.of());
        Optional<Duration> waiting = Preferences.waiting(prefer);
        Optional<String> returning = Preferences.returning(prefer);
        DispatchOptions options = DispatchOptions.options().metadata(metadata(headers));
        if (waiting.isPresent()) {
            options = waitingFor(headers, options).consistencyTimeout(waiting.get());
        }
        if (returning.isPresent()) {
            options = options.returning(returning.get().equals(REPRESENTATION) ? Returning.ALL : Returning.VERSION);
        }
        String timeout = headers.getHeaderString(Headers.TIMEOUT);
        if (timeout != null) {
            options = options.timeout(timeout(timeout.strip()));
        }
        String attempts = headers.getHeaderString(Headers.ATTEMPTS);
        if (attempts != null) {
            options = options.attempts(attempts(attempts.strip()));
        }
        return new RequestedOptions(waiting, returning, options);
    }

    /** Whether the caller does not want a body. */
    boolean isMinimal() {
        return returning.filter(MINIMAL::equals).isPresent();
    }

    private static DispatchOptions waitingFor(HttpHeaders headers, DispatchOptions options) {
        String[] handlers = Optional.ofNullable(headers.getHeaderString(Headers.WAIT_FOR)).stream()
                .flatMap(names -> Arrays.stream(names.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toArray(String[]::new);
        return handlers.length == 0 ? options.consistency(Consistency.STRONG) : options.consistencyOf(handlers);
    }

    private static Map<String, String> metadata(HttpHeaders headers) {
        Map<String, String> metadata = new TreeMap<>();
        headers.getRequestHeaders().forEach((name, values) -> {
            if (name.regionMatches(true, 0, Headers.METADATA_PREFIX, 0, Headers.METADATA_PREFIX.length())) {
                String key = name.substring(Headers.METADATA_PREFIX.length()).toLowerCase(Locale.ROOT);
                metadata.put(key, String.join(", ", values));
            }
        });
        metadata.remove("");
        return metadata;
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
