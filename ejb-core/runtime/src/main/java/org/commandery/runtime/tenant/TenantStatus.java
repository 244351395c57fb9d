package org.commandery.runtime.tenant;

import org.jspecify.annotations.Nullable;

/**
 * How a tenant of an application stands.
 *
 * @param tenant the tenant's name
 * @param application the application of which it is an instance
 * @param datasource the JNDI name of its datasource
 * @param state whether it takes commands
 * @param failure why it does not, in a sentence; null when it does or is about to
 * @param head the position of its last event, -1 when it is not known
 * @param lag how many events the subscription that is furthest behind has yet to handle, -1 when it is not known
 */
public record TenantStatus(
        String tenant,
        String application,
        String datasource,
        State state,
        @Nullable String failure,
        long head,
        long lag) {

    /** Whether a tenant takes commands. */
    public enum State {
        /** Its schema is being made or brought up to date. */
        STARTING,
        /** It takes commands, and its handlers get events. */
        RUNNING,
        /** Its database refuses; it is tried again. */
        FAILED
    }
}
