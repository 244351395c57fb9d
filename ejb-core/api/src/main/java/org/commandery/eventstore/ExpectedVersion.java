package org.commandery.eventstore;

/**
 * What an append expects of its stream. A stream's version is the number of its events.
 *
 * @param value the version that the stream must have, or one of the codes behind {@link #ANY} and {@link #STREAM_EXISTS}
 */
public record ExpectedVersion(long value) {

    /** The stream may be at any version, and need not exist. */
    public static final ExpectedVersion ANY = new ExpectedVersion(-2);

    /** The stream must exist, at whatever version. Otherwise the append fails with {@link StreamNotFound}. */
    public static final ExpectedVersion STREAM_EXISTS = new ExpectedVersion(-1);

    /** There must be no such stream yet. */
    public static final ExpectedVersion NO_STREAM = new ExpectedVersion(0);

    /** @throws IllegalArgumentException when the value is below -2 */
    public ExpectedVersion {
        if (value < -2) {
            throw new IllegalArgumentException("an expected version is not below 0: " + value);
        }
    }

    /**
     * The stream must be at exactly this version.
     *
     * @param version the number of events that the stream must have; 0 is the same as {@link #NO_STREAM}
     * @throws IllegalArgumentException when the version is negative
     */
    public static ExpectedVersion exactly(long version) {
        if (version < 0) {
            throw new IllegalArgumentException("an expected version is not below 0: " + version);
        }
        return new ExpectedVersion(version);
    }

    /**
     * Whether a stream at this version is as expected.
     *
     * @param actual the stream's version, 0 when there is no such stream
     */
    public boolean accepts(long actual) {
        return value == actual || equals(ANY) || (equals(STREAM_EXISTS) && actual > 0);
    }

    @Override
    public String toString() {
        if (equals(ANY)) {
            return "any version";
        }
        if (equals(STREAM_EXISTS)) {
            return "an existing stream";
        }
        return equals(NO_STREAM) ? "no stream" : "version " + value;
    }
}
