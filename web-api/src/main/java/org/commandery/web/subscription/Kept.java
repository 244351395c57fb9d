package org.commandery.web.subscription;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.Segment;
import org.jspecify.annotations.Nullable;

/**
 * What a store keeps of subscriptions to all of its events.
 *
 * @param checkpoints those of the segments, by the subscription's name
 * @param deadLetters how many each subscription has that has some; null when the store cannot be reached
 * @param head the position of the last event
 */
record Kept(
        Map<String, List<Checkpoint>> checkpoints, @Nullable Map<String, Long> deadLetters, long head) {

    /** What a store keeps; nothing when it cannot be reached, so that what this node knows can be shown all the same. */
    static Kept in(EventStore store) {
        try {
            Map<String, List<Checkpoint>> checkpoints = store.checkpoints().list().stream()
                    .filter(Kept::isOfAllEvents)
                    .collect(Collectors.groupingBy(
                            checkpoint ->
                                    Segment.named(checkpoint.subscription()).subscription(),
                            TreeMap::new,
                            Collectors.toList()));
            return new Kept(checkpoints, store.deadLetters().counts(), store.head());
        } catch (EventStoreUnavailable e) {
            return new Kept(Map.of(), null, 0);
        }
    }

    static boolean isOfAllEvents(Checkpoint checkpoint) {
        return checkpoint.stream().equals(EventStore.ALL);
    }

    /** The checkpoints of a subscription; empty when it has none. */
    List<Checkpoint> of(String subscription) {
        return checkpoints.getOrDefault(subscription, List.of());
    }

    /** Why a subscription is paused; empty when it is not. */
    Optional<String> paused(String subscription) {
        return of(subscription).stream()
                .flatMap(checkpoint -> Optional.ofNullable(checkpoint.paused()).stream())
                .findFirst();
    }

    /** How many dead letters a subscription has; null when that is not known. */
    @Nullable
    Long deadLetters(String subscription) {
        return deadLetters == null ? null : deadLetters.getOrDefault(subscription, 0L);
    }
}
