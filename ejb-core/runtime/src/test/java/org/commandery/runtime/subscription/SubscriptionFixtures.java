package org.commandery.runtime.subscription;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.commandery.application.Consistency;
import org.commandery.runtime.subscription.SubscriptionDefinition.Batching;
import org.commandery.runtime.subscription.SubscriptionDefinition.Pauses;
import org.jspecify.annotations.Nullable;

/** Subscriptions as tests want them: impatient. */
final class SubscriptionFixtures {

    /** A node that is not heard of is gone after a second. */
    static final Timing QUICK = new Timing(
            Duration.ofMillis(50),
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofMillis(30),
            Duration.ofSeconds(1));

    private static final Pauses SHORT = new Pauses(Duration.ofMillis(10), Duration.ofMillis(100));

    private SubscriptionFixtures() {}

    static SubscriptionDefinition eventual(String name) {
        return definition(name, Consistency.EVENTUAL, null, 1, Batching.BY_ITSELF);
    }

    static SubscriptionDefinition strong(String name) {
        return definition(name, Consistency.STRONG, null, 1, Batching.BY_ITSELF);
    }

    static SubscriptionDefinition wanting(String name, String type) {
        return definition(name, Consistency.EVENTUAL, Set.of(type), 1, Batching.BY_ITSELF);
    }

    static SubscriptionDefinition divided(String name, int segments) {
        return definition(name, Consistency.STRONG, null, segments, Batching.BY_ITSELF);
    }

    static SubscriptionDefinition batched(String name, int size, Duration wait) {
        return definition(name, Consistency.EVENTUAL, null, 1, new Batching(size, wait));
    }

    private static SubscriptionDefinition definition(
            String name, Consistency consistency, @Nullable Set<String> types, int segments, Batching batching) {
        return new SubscriptionDefinition(
                name,
                StartFrom.ORIGIN,
                consistency,
                Selection.ofTypes(types),
                segments,
                PartitionKey.STREAM,
                batching,
                SHORT,
                Set.of());
    }

    static List<Long> positions(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
