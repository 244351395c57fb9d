package org.commandery.application;

import java.io.Serial;

/** No router of the application names this command. */
public final class UnregisteredCommand extends DispatchException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param application the application's name
     * @param command the command's class or name
     */
    public UnregisteredCommand(String application, String command) {
        super(102, "application '%s' has no route for command %s".formatted(application, command), null);
    }
}
