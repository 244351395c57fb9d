package org.commandery.eventstore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stream.
 *
 * @param stream its name; {@value EventStore#ALL} for the order of all events
 * @param version how many events and links it has had; for {@value EventStore#ALL} the position of the last event
 * @param createdAt when its first event was stored; null for {@value EventStore#ALL} when there is none
 * @param deletedAt when it was soft-deleted; null when it was not
 */
public record StreamInfo(
        String stream,
        long version,
        @Nullable Instant createdAt,
        @Nullable Instant deletedAt) {

    /** Whether the stream was soft-deleted. */
    public boolean deleted() {
        return deletedAt != null;
    }
}
