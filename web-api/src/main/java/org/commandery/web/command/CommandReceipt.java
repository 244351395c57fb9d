package org.commandery.web.command;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.commandery.application.ExecutionResult;

/**
 * The answer to a command whose events are stored.
 *
 * @param stream the aggregate's stream
 * @param version the aggregate's version after the command: what {@code If-Match} takes with the next one
 * @param position the position of its last event among all events
 * @param events the stable names of its events, in order; empty when it had none
 */
@JsonbPropertyOrder({"stream", "version", "position", "events"})
public record CommandReceipt(String stream, long version, long position, List<String> events) {

    static CommandReceipt of(ExecutionResult result) {
        return new CommandReceipt(result.stream(), result.version(), result.position(), result.eventTypes());
    }
}
