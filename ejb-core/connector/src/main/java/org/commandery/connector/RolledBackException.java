package org.commandery.connector;

import java.io.Serial;
import org.commandery.CommanderyException;

/** A handler returned, but its transaction was not committed: it asked for a rollback, or took longer than a transaction may. */
final class RolledBackException extends CommanderyException {

    @Serial
    private static final long serialVersionUID = 1L;

    RolledBackException() {
        super(
                303,
                "the handler returned, but its transaction was rolled back: it was marked for rollback, or took longer than its timeout",
                null);
    }
}
