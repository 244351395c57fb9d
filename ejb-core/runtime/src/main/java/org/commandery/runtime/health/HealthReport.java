package org.commandery.runtime.health;

import java.util.List;
import java.util.Map;
import org.commandery.runtime.subscription.SubscriptionStatus;
import org.commandery.runtime.tenant.TenantStatus;
import org.jspecify.annotations.Nullable;

/**
 * How a deployment stands.
 *
 * @param applications how each application without tenants stands, by its name
 * @param tenants how many tenants of each other application stand how, by its name
 * @param handlers how the handlers of applications without tenants stand
 */
public record HealthReport(
        Map<String, TenantStatus.State> applications,
        Map<String, Map<TenantStatus.State, Long>> tenants,
        List<Handler> handlers) {

    /**
     * How a handler stands.
     *
     * @param subscription the name of its subscription
     * @param state what it is doing
     * @param lag how many events of the store it has yet to handle or to pass over
     * @param deadLetters how many events it has put aside; null when the store cannot be read
     */
    public record Handler(
            String subscription,
            SubscriptionStatus.State state,
            long lag,
            @Nullable Long deadLetters) {}

    /**
     * Whether the node can take requests: an application without tenants has started, and its store can be reached, or all applications have tenants.
     *
     * <p>One whose database is away does not take the node from the others, which share it and work well. Handlers have no say in this. One that is paused, retries, or has put events aside, does so on all nodes alike, as its state is in the store: if
     * that took nodes out of the load balancer, one bad event would take out all of them, and with them the commands that work well. Nor
     * have tenants: a database of one of them must not cost the others their service.
     */
    public boolean isReady() {
        return applications.isEmpty() || applications.containsValue(TenantStatus.State.RUNNING);
    }
}
