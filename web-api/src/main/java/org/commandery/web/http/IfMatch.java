package org.commandery.web.http;

import jakarta.ws.rs.BadRequestException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The precondition of a command: the versions at which the caller knows the aggregate. An entity tag is a version in quotes. As the standard
 * wants it, weak tags and tags that are no version are in order but match nothing, and several tags are alternatives.
 *
 * @param exists true for {@code *}: any version will do, but there must be one
 * @param versions the versions that the tags name; empty when none of them can match, or with {@code *}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1">RFC 9110, 13.1.1</a>
 */
public record IfMatch(boolean exists, List<Long> versions) {

    private static final Pattern TAG = Pattern.compile("\\s*(?:(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\")?\\s*(?:,|$)");
    private static final Pattern VERSION = Pattern.compile("0|[1-9]\\d{0,17}");

    /**
     * Reads the headers of a request.
     *
     * @param headers the values of all {@code If-Match} headers, one or more
     * @throws BadRequestException when they are malformed
     */
    public static IfMatch parse(List<String> headers) {
        String text = String.join(",", headers).strip();
        if (text.equals("*")) {
            return new IfMatch(true, List.of());
        }
        Matcher tags = TAG.matcher(text);
        Stream.Builder<Long> versions = Stream.builder();
        boolean none = true;
        while (tags.lookingAt() && tags.end() > tags.start()) {
            String tag = tags.group(2);
            none &= tag == null;
            if (tag != null && tags.group(1) == null && VERSION.matcher(tag).matches()) {
                versions.add(Long.valueOf(tag));
            }
            tags.region(tags.end(), text.length());
        }
        if (none || tags.regionStart() < text.length()) {
            throw new BadRequestException(
                    "'If-Match' must be a version in quotes, as in \"3\", not '%s'".formatted(text));
        }
        return new IfMatch(false, versions.build().toList());
    }
}
