package org.commandery.web.http;

/** Which way a stream is read. */
public enum Direction {

    /** The oldest event first. */
    FORWARD,

    /** The newest event first. */
    BACKWARD;

    /** @throws IllegalArgumentException when the text is neither {@code forward} nor {@code backward} */
    static Direction parse(String text) {
        return switch (text) {
            case "forward" -> FORWARD;
            case "backward" -> BACKWARD;
            default -> throw new IllegalArgumentException(text);
        };
    }

    @Override
    public String toString() {
        return this == FORWARD ? "forward" : "backward";
    }
}
