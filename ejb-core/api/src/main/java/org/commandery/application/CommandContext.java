package org.commandery.application;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A command on its way, and what is known of it beside itself. */
public interface CommandContext {

    /** The name of the application that it was dispatched to. */
    String application();

    /** The tenant that the application works for here; empty when the application has no tenants. */
    Optional<String> tenant();

    /** The bounded context whose router names the command; empty when no router does, and the dispatch ends with {@link UnregisteredCommand}. */
    String context();

    /** The command. */
    Object command();

    /** The command's id, given or made up. */
    UUID commandId();

    /** The id of what caused the command; empty when the events' cause is the command itself. */
    Optional<UUID> causationId();

    /** The correlation id, given or made up. */
    UUID correlationId();

    /** The name of the handler that dispatches it because of an event; empty when no handler does. */
    Optional<String> handler();

    /** The values that are stored with each event. */
    Map<String, String> metadata();
}
