package org.commandery.web.http;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Prefer} headers, and what belongs to them. A preference that is not understood is passed over, as the standard wants it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7240">RFC 7240</a>
 */
public final class Preferences {

    /** Nobody is kept waiting for longer, whatever is preferred. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private static final Pattern PREFERENCE = Pattern.compile("(?:[^,\"]|\"(?:\\\\.|[^\"\\\\])*\")+");
    private static final Pattern WAIT =
            Pattern.compile("\\s*wait\\s*=\\s*(?:\"(\\d+)\"|(\\d+))\\s*(?:;.*)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern RETURN = Pattern.compile(
            "\\s*return\\s*=\\s*(?:\"(minimal|representation)\"|(minimal|representation))\\s*(?:;.*)?",
            Pattern.CASE_INSENSITIVE);

    private Preferences() {}

    /**
     * How long the caller would wait, at most {@link #LONGEST_WAIT}; empty when it does not say so. Of several wishes the first counts.
     *
     * @param headers the values of all {@code Prefer} headers
     */
    public static Optional<Duration> waiting(List<String> headers) {
        return headers.stream()
                .flatMap(header -> PREFERENCE.matcher(header).results())
                .map(preference -> WAIT.matcher(preference.group()))
                .filter(Matcher::matches)
                .findFirst()
                .map(wait -> seconds(wait.group(1) == null ? wait.group(2) : wait.group(1)));
    }

    /**
     * What the caller would have returned: {@code minimal} or {@code representation}; empty when it does not say so. Of several wishes the first
     * counts.
     *
     * @param headers the values of all {@code Prefer} headers
     */
    public static Optional<String> returning(List<String> headers) {
        return headers.stream()
                .flatMap(header -> PREFERENCE.matcher(header).results())
                .map(preference -> RETURN.matcher(preference.group()))
                .filter(Matcher::matches)
                .findFirst()
                .map(wish -> (wish.group(1) == null ? wish.group(2) : wish.group(1)).toLowerCase(Locale.ROOT));
    }

    /**
     * The names of the handlers to wait for, of which {@link Headers#WAIT_FOR} tells.
     *
     * @param waitFor the header's value, names with commas between; null when it is not there
     * @return empty for all
     */
    public static Set<String> handlers(@Nullable String waitFor) {
        return Stream.ofNullable(waitFor)
                .flatMap(names -> Stream.of(names.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Duration seconds(String digits) {
        Duration wished = digits.length() > 9 ? LONGEST_WAIT : Duration.ofSeconds(Long.parseLong(digits));
        return wished.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wished;
    }
}
