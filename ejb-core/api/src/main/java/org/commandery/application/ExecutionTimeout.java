package org.commandery.application;

import java.io.Serial;
import java.time.Duration;

/** The command was not decided within its {@link DispatchOptions#timeout(Duration) timeout}. Nothing was stored, and nothing will be. */
public final class ExecutionTimeout extends DispatchException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Duration timeout;

    /**
     * @param command the command's class
     * @param stream the aggregate's stream
     * @param timeout the time that it had
     */
    public ExecutionTimeout(Class<?> command, String stream, Duration timeout) {
        super(
                107,
                "%s was not decided on '%s' within %d ms; nothing was stored"
                        .formatted(command.getName(), stream, timeout.toMillis()),
                null);
        this.timeout = timeout;
    }

    /** The time that it had. */
    public Duration timeout() {
        return timeout;
    }
}
