package org.commandery.web.subscription;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import org.commandery.application.Consistency;
import org.commandery.runtime.subscription.SubscriptionStatus;
import org.jspecify.annotations.Nullable;

/**
 * How a subscription stands.
 *
 * @param name its name
 * @param consistency whether a command with {@code Prefer: wait} waits for it
 * @param checkpoint the last position that it has handled
 * @param head the position of the last event of all
 * @param lag how many events it has yet to handle or to pass over
 * @param state what it is doing
 * @param failure why it is failing or waiting; null when it is not
 */
@JsonbNillable
@JsonbPropertyOrder({"name", "consistency", "checkpoint", "head", "lag", "state", "failure"})
public record SubscriptionView(
        String name,
        Consistency consistency,
        long checkpoint,
        long head,
        long lag,
        SubscriptionStatus.State state,
        @Nullable String failure) {

    static SubscriptionView of(SubscriptionStatus status) {
        return new SubscriptionView(
                status.name(),
                status.consistency(),
                status.checkpoint(),
                status.head(),
                status.lag(),
                status.state(),
                status.failure());
    }
}
