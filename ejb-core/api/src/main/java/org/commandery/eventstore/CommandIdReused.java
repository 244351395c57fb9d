package org.commandery.eventstore;

import java.io.Serial;
import java.util.UUID;

/** A command id that stands for a command on one stream was given to a command on another. An id is for one command only. */
public final class CommandIdReused extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final UUID commandId;

    /**
     * @param commandId the id that was used before
     * @param first the stream of the command that had the id first
     * @param second the stream of the command that was refused
     */
    public CommandIdReused(UUID commandId, String first, String second) {
        super(
                204,
                "command id %s belongs to a command on '%s', it cannot be used for '%s'"
                        .formatted(commandId, first, second),
                null);
        this.commandId = commandId;
    }

    /** The id that was used before. */
    public UUID commandId() {
        return commandId;
    }
}
