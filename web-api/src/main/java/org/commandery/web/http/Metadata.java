package org.commandery.web.http;

import jakarta.ws.rs.BadRequestException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code X-Metadata} headers: values that are stored with each event of a command, as in {@code shop=berlin, note=two%20words}. The form is
 * that of W3C Baggage without its properties; the header is not, as baggage is sent along by tracing without anybody asking for it to be stored.
 *
 * @see <a href="https://www.w3.org/TR/baggage/#header-content">W3C Baggage, 3.2</a>
 */
public final class Metadata {

    /** A name is a token of RFC 9110; a value has no blanks, commas, semicolons, quotes and backslashes but percent-encoded ones. */
    private static final Pattern MEMBER = Pattern.compile(
            "\\s*([\\w!#$%&'*+.^`|~-]+)\\s*=\\s*([\\x21\\x23-\\x2B\\x2D-\\x3A\\x3C-\\x5B\\x5D-\\x7E]*)\\s*");

    private Metadata() {}

    /**
     * The values by name.
     *
     * @param headers the values of all {@code X-Metadata} headers; none for an empty map
     * @throws BadRequestException when they are malformed, or a name comes twice
     */
    public static Map<String, String> parse(List<String> headers) {
        Map<String, String> values = new TreeMap<>();
        for (String header : headers) {
            for (String member : header.split(",", -1)) {
                Matcher matcher = MEMBER.matcher(member);
                if (!matcher.matches()) {
                    throw malformed(member);
                }
                if (values.put(matcher.group(1), decode(member, matcher.group(2))) != null) {
                    throw new BadRequestException("'%s' has '%s' twice".formatted(Headers.METADATA, matcher.group(1)));
                }
            }
        }
        return values;
    }

    private static String decode(String member, String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed(member);
        }
    }

    private static BadRequestException malformed(String member) {
        return new BadRequestException("'%s' must be name=value with a percent-encoded value, not '%s'"
                .formatted(Headers.METADATA, member.strip()));
    }
}
