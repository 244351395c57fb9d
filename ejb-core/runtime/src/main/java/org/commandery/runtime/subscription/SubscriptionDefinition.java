package org.commandery.runtime.subscription;

import java.time.Duration;
import java.util.Set;
import org.commandery.application.Consistency;
import org.commandery.eventstore.Rebuilds;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription wants, and how it works.
 *
 * @param name its name, unique in its application; its checkpoint is kept under it
 * @param start where it begins when it has no checkpoint yet
 * @param consistency whether a dispatch that asks for strong consistency waits for it
 * @param selection which events it takes
 * @param concurrency how many segments it is divided into, each worked on by itself, 1 or more
 * @param partitionKey what events have in common that are handled in order
 * @param batching how many events its handler gets together
 * @param pauses how long it waits before a failed event is tried again, when nobody says how long
 * @param tables the tables of its read model, which nobody else writes to, so that they can be rebuilt; empty for none
 */
public record SubscriptionDefinition(
        String name,
        StartFrom start,
        Consistency consistency,
        Selection selection,
        int concurrency,
        PartitionKey partitionKey,
        Batching batching,
        Pauses pauses,
        Set<String> tables) {

    /**
     * How many events a handler gets together.
     *
     * @param size how many at most; with 0 the subscription decides, by how long deliveries take
     * @param timeout how long to wait for so many, from the first on; zero to wait for none
     */
    public record Batching(int size, Duration timeout) {

        /** What is there already shares a transaction. */
        public static final Batching BY_ITSELF = new Batching(0, Duration.ZERO);
    }

    /**
     * Pauses that grow.
     *
     * @param first the first one; each further one is twice as long
     * @param longest the longest one
     */
    public record Pauses(Duration first, Duration longest) {

        /** From 0.1 s to 30 s. */
        public static final Pauses DEFAULT = new Pauses(Duration.ofMillis(100), Duration.ofSeconds(30));
    }

    /** @throws IllegalArgumentException when the name is blank, or the number of segments is below 1 */
    public SubscriptionDefinition {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a subscription has a name");
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException("a subscription has one segment or more: " + concurrency);
        }
        tables = Set.copyOf(tables);
    }

    /** A subscription in one segment, to all streams. */
    public SubscriptionDefinition(
            String name, StartFrom start, Consistency consistency, @Nullable Set<String> eventTypes) {
        this(
                name,
                start,
                consistency,
                Selection.ofTypes(eventTypes),
                1,
                PartitionKey.STREAM,
                Batching.BY_ITSELF,
                Pauses.DEFAULT,
                Set.of());
    }

    /** The subscription that fills its tables anew. */
    SubscriptionDefinition rebuild() {
        return new SubscriptionDefinition(
                Rebuilds.nameOf(name),
                StartFrom.ORIGIN,
                Consistency.EVENTUAL,
                selection,
                concurrency,
                partitionKey,
                batching,
                pauses,
                Set.of());
    }
}
