package org.commandery.eventstore;

import java.io.Serial;

/**
 * The stream is not at the version that the append expected: somebody else wrote first, or the caller's view was old. Nothing was
 * written. Read the stream again and decide again.
 */
public final class WrongExpectedVersion extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String stream;
    private final transient ExpectedVersion expected;
    private final long actual;

    /**
     * @param stream the stream that was to be appended to
     * @param expected what the append expected
     * @param actual the version that the stream has: its number of events, 0 when there is no such stream
     */
    public WrongExpectedVersion(String stream, ExpectedVersion expected, long actual) {
        super(201, "stream '%s' is at version %d, expected was %s".formatted(stream, actual, expected), null);
        this.stream = stream;
        this.expected = expected;
        this.actual = actual;
    }

    /** The stream that was to be appended to. */
    public String stream() {
        return stream;
    }

    /** What the append expected. */
    public ExpectedVersion expected() {
        return expected;
    }

    /** The version that the stream had: 0 when there was no such stream. */
    public long actual() {
        return actual;
    }
}
