package org.commandery.eventstore;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state that the events of a stream lead to.
 *
 * @param stream the stream's name
 * @param version the version of the stream at which it was taken, from 1
 * @param type what the state is, as in the name of the aggregate's type
 * @param revision which form of that type the data has, from 1
 * @param data the state, a JSON text
 * @param metadata what else is to be kept with it; may be empty
 * @param createdAt when it was stored, to microseconds; null when it is to be stored
 */
public record Snapshot(
        String stream,
        long version,
        String type,
        int revision,
        String data,
        Map<String, String> metadata,
        @Nullable Instant createdAt) {

    /** @throws IllegalArgumentException when the stream or the type is blank, or the version or the revision is below 1 */
    public Snapshot {
        if (stream.isBlank() || type.isBlank()) {
            throw new IllegalArgumentException("a snapshot has a stream and a type");
        }
        if (version < 1 || revision < 1) {
            throw new IllegalArgumentException(
                    "a version and a revision are 1 or more: %d, %d".formatted(version, revision));
        }
        metadata = Map.copyOf(metadata);
    }
}
