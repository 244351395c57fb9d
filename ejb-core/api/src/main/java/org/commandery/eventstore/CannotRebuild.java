package org.commandery.eventstore;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A read model cannot be rebuilt: its handler names no tables, or they cannot be replaced. */
public final class CannotRebuild extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param subscription the handler's subscription
     * @param reason why, and what would mend it
     * @param cause what the database said; null when it was not asked
     */
    public CannotRebuild(String subscription, String reason, @Nullable Throwable cause) {
        super(221, "the read model of '%s' cannot be rebuilt: %s".formatted(subscription, reason), cause);
    }
}
