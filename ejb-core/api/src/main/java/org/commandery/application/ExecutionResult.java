package org.commandery.application;

import java.util.List;
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
 */
public record ExecutionResult(
        String stream,
        long version,
        long position,
        List<String> eventTypes,
        UUID commandId,
        UUID correlationId,
        boolean repeated) {

    public ExecutionResult {
        eventTypes = List.copyOf(eventTypes);
    }
}
