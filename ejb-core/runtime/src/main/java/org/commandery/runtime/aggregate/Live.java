package org.commandery.runtime.aggregate;

import java.util.Objects;
import java.util.UUID;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.ExpectedVersion;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate in memory, and by what it can be told later whether its stream is still the one that it was read from: a stream that was removed
 * and begun again, or a store that was restored, may have as many events, but not the same ones.
 *
 * @param loaded its state and version
 * @param lastEvent the id of the last event in its stream; null when it has none
 * @param linked whether that event is only linked there
 * @param position where the last event stands that was appended to the stream itself; {@link AppendResult#UNKNOWN} when only the store knows
 * @param snapshot the version of its newest snapshot; 0 when none is known
 * @param keepNanos how long it is kept in memory when nobody uses it
 */
record Live(Loaded loaded, @Nullable UUID lastEvent, boolean linked, long position, long snapshot, long keepNanos) {

    /** One without events. */
    static final Live NONE = new Live(new Loaded(null, 0), null, false, 0, 0, Long.MAX_VALUE);

    /** What an append to it expects of its stream. */
    ExpectedVersion expected() {
        return ExpectedVersion.exactly(version(), linked ? null : lastEvent);
    }

    long version() {
        return loaded.version();
    }

    /** Whether it has exactly the events that another one has. */
    boolean isAt(Live other) {
        return version() == other.version() && Objects.equals(lastEvent, other.lastEvent);
    }

    /** The same aggregate after more events. */
    Live after(@Nullable Object state, long version, @Nullable UUID lastEvent, boolean linked, long position) {
        return new Live(new Loaded(state, version), lastEvent, linked, position, snapshot, keepNanos);
    }

    Live at(long position) {
        return position == this.position ? this : new Live(loaded, lastEvent, linked, position, snapshot, keepNanos);
    }

    Live withSnapshot(long version) {
        return new Live(loaded, lastEvent, linked, position, version, keepNanos);
    }

    Live kept(long nanos) {
        return new Live(loaded, lastEvent, linked, position, snapshot, nanos);
    }
}
