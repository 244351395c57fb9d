package org.commandery.application;

import java.io.Serial;

/** A middleware halted the dispatch, without an answer of its own. The command was not executed. */
public final class DispatchHalted extends DispatchException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param command the command's class
     * @param middleware the class of the middleware
     */
    public DispatchHalted(Class<?> command, Class<?> middleware) {
        super(108, "%s was halted by %s".formatted(command.getName(), middleware.getName()), null);
    }
}
