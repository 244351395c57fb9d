package org.commandery.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.commandery.application.CommandContext;
import org.commandery.application.DispatchOptions;

/** A command of a scenario, as the checks before its execution see it. */
record ScenarioCommand(
        String application, String context, Object command, UUID commandId, UUID correlationId, DispatchOptions options)
        implements CommandContext {

    /** Ids that the options do not give are made up. */
    ScenarioCommand(String application, String context, Object command, DispatchOptions options) {
        this(
                application,
                context,
                command,
                options.commandId().orElseGet(UUID::randomUUID),
                options.correlationId().orElseGet(UUID::randomUUID),
                options);
    }

    @Override
    public Optional<String> tenant() {
        return Optional.empty();
    }

    @Override
    public Optional<UUID> causationId() {
        return options.causationId();
    }

    @Override
    public Optional<String> handler() {
        return options.handler();
    }

    @Override
    public Map<String, String> metadata() {
        return options.metadata();
    }
}
