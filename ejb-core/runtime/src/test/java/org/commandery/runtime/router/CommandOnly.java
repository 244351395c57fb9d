package org.commandery.runtime.router;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.commandery.application.CommandContext;

/** A command of which nothing more is known. */
record CommandOnly(Object command) implements CommandContext {

    private static final UUID ID = new UUID(0, 1);

    @Override
    public String application() {
        return "bank";
    }

    @Override
    public Optional<String> tenant() {
        return Optional.empty();
    }

    @Override
    public String context() {
        return "accounts";
    }

    @Override
    public UUID commandId() {
        return ID;
    }

    @Override
    public Optional<UUID> causationId() {
        return Optional.empty();
    }

    @Override
    public UUID correlationId() {
        return ID;
    }

    @Override
    public Optional<String> handler() {
        return Optional.empty();
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }
}
