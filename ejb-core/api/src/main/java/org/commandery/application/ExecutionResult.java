package org.commandery.application;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a command did.
 *
 * @param stream the aggregate's stream
 * @param version the aggregate's version after it
 * @param position the position of the last event that it stored; when it stored none, that of the aggregate's last event, 0 when there is
 *     none; {@link org.commandery.eventstore.AppendResult#UNKNOWN} inside a caller's transaction
 * @param eventTypes the stable names of its events, in order; empty when it had none
 * @param commandId the command's id, given or made up
 * @param correlationId the correlation id, given or made up
 * @param repeated true when the command had been executed before, under the same id: this is the first result
 * @param state the aggregate's state after the command, with {@link Returning#STATE} and {@link Returning#ALL}; empty otherwise, and when the
 *     aggregate has no events
 * @param events the events, in order, with {@link Returning#EVENTS} and {@link Returning#ALL}; empty otherwise
 */
public record ExecutionResult(
        String stream,
        long version,
        long position,
        List<String> eventTypes,
        UUID commandId,
        UUID correlationId,
        boolean repeated,
        Optional<Object> state,
        List<Object> events) {

    public ExecutionResult {
        eventTypes = List.copyOf(eventTypes);
        events = List.copyOf(events);
    }

    /**
     * The aggregate's state after the command.
     *
     * @param aggregate the aggregate's class
     * @return empty when it was not asked for, or the aggregate has no events
     * @throws ClassCastException when the command is for another aggregate
     */
    public <A> Optional<A> state(Class<A> aggregate) {
        return state.map(aggregate::cast);
    }
}
