package org.commandery.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * How a durable subscription stands.
 *
 * @param name its name
 * @param stream the stream that it follows, or {@value EventStore#ALL}
 * @param position its checkpoint: the last version or position that is handled
 * @param lag how far the end of the stream, or of the store, is away from that
 * @param owner the node that has it, null when none does
 */
public record SubscriptionInfo(
        String name,
        String stream,
        long position,
        long lag,
        @Nullable String owner) {}
