package org.commandery.application;

import java.io.Serial;

/** The aggregate's {@code execute} method threw a checked exception that is no {@link CommandRejected}. Nothing was stored. */
public final class CommandFailed extends DispatchException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param command the command's class
     * @param stream the aggregate's stream
     * @param cause what the method threw
     */
    public CommandFailed(Class<?> command, String stream, Throwable cause) {
        super(106, "%s failed on '%s': %s".formatted(command.getName(), stream, cause), cause);
    }
}
