package org.commandery.runtime.deployment;

import java.io.Serial;
import org.commandery.CommanderyException;

/** An application is used before it was started, or after it was stopped. */
final class NotStarted extends CommanderyException {

    @Serial
    private static final long serialVersionUID = 1L;

    NotStarted(String name) {
        super(113, "'%s' has not started yet, or has been stopped".formatted(name), null);
    }
}
