package org.commandery.eventstore;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an append expects of its stream. A stream's version is the number of its events.
 *
 * @param value the version that the stream must have, or one of the codes behind {@link #ANY} and {@link #STREAM_EXISTS}
 * @param lastEvent the id of the event that must be the last one appended to the stream itself; null when that does not matter
 */
public record ExpectedVersion(long value, @Nullable UUID lastEvent) {

    /** The stream may be at any version, and need not exist. */
    public static final ExpectedVersion ANY = new ExpectedVersion(-2);

    /** The stream must exist, at whatever version. Otherwise the append fails with {@link StreamNotFound}. */
    public static final ExpectedVersion STREAM_EXISTS = new ExpectedVersion(-1);

    /** There must be no such stream yet. */
    public static final ExpectedVersion NO_STREAM = new ExpectedVersion(0);

    /** A version, whichever events led to it. */
    public ExpectedVersion(long value) {
        this(value, null);
    }

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
     * The stream must be at exactly this version, and its last event must be this one: for those who keep what they read, while the stream may be
     * removed and begun again, or the store be restored.
     *
     * @param version the number of events that the stream must have
     * @param lastEvent the id of the last event that was appended to the stream itself; null when that does not matter
     * @throws IllegalArgumentException when the version is negative
     */
    public static ExpectedVersion exactly(long version, @Nullable UUID lastEvent) {
        return new ExpectedVersion(exactly(version).value(), lastEvent);
    }

    /**
     * Whether a stream at this version is as expected, as far as the version tells.
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
        if (equals(NO_STREAM)) {
            return "no stream";
        }
        return lastEvent == null ? "version " + value : "version %d with event %s".formatted(value, lastEvent);
    }
}
