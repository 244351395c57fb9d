package org.commandery.web.consistency;

import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The position that a query waits for, as its header or its parameter has it. */
final class PositionToken {

    /** What stands for the header in an address. */
    static final String PARAMETER = "wait-for-position";

    private static final Pattern POSITION = Pattern.compile("\\d{1,18}");

    private PositionToken() {}

    /**
     * The position; of several the highest.
     *
     * @param texts the values of all headers and parameters; a value may have several positions with commas between
     * @return empty when there is none
     * @throws IllegalArgumentException when one is malformed
     */
    static OptionalLong highest(Stream<String> texts) {
        return texts.flatMap(text -> Stream.of(text.split(",", -1)))
                .map(String::strip)
                .mapToLong(PositionToken::position)
                .max();
    }

    private static long position(String text) {
        if (!POSITION.matcher(text).matches()) {
            throw new IllegalArgumentException("'%s' is no position of an event, as 17 is".formatted(text));
        }
        return Long.parseLong(text);
    }
}
