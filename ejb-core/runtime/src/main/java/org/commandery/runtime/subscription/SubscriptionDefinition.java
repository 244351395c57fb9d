package org.commandery.runtime.subscription;

import java.util.Set;
import org.commandery.application.Consistency;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription wants.
 *
 * @param name its name, unique in its application; its checkpoint is kept under it
 * @param start where it begins when it has no checkpoint yet
 * @param consistency whether a dispatch that asks for strong consistency waits for it
 * @param eventTypes the stable names of the events it takes; others are passed over without a call; null for all
 */
public record SubscriptionDefinition(
        String name,
        StartFrom start,
        Consistency consistency,
        @Nullable Set<String> eventTypes) {

    /** @throws IllegalArgumentException when the name is blank */
    public SubscriptionDefinition {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a subscription has a name");
        }
        eventTypes = eventTypes == null ? null : Set.copyOf(eventTypes);
    }

    /** Whether the subscription takes events of this type. */
    public boolean takes(String eventType) {
        return eventTypes == null || eventTypes.contains(eventType);
    }
}
