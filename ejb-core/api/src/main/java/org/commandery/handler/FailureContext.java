package org.commandery.handler;

import java.util.Map;
import org.commandery.eventstore.RecordedEvent;

/**
 * How a handler failed with an event.
 *
 * @param application the application whose event it is
 * @param subscription the handler's subscription, {@code <context>.<name>}
 * @param event the event, as it is stored
 * @param attempts how often the handler has failed with it since it began to do so, this time included: 1 or more. A restart of the node, or a move of
 *     the subscription to another one, begins to count anew
 * @param context what the decision before this one has left, empty at the first failure
 */
public record FailureContext(
        String application, String subscription, RecordedEvent event, int attempts, Map<String, Object> context) {

    public FailureContext {
        context = Map.copyOf(context);
    }
}
