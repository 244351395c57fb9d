package org.commandery.application;

import java.io.Serial;

/** Others wrote to the aggregate's stream each time the command was about to be stored. Nothing was stored; try again. */
public final class TooManyAttempts extends DispatchException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param stream the aggregate's stream
     * @param attempts how often the command was executed
     * @param last the last refusal
     */
    public TooManyAttempts(String stream, int attempts, Throwable last) {
        super(104, "the command for '%s' lost against other writers %d times".formatted(stream, attempts), last);
    }
}
