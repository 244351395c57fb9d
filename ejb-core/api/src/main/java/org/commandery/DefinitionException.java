package org.commandery;

import java.io.Serial;

/** A context is defined in a way that cannot work. It fails the deployment; its message names the class and the way out. */
public final class DefinitionException extends CommanderyException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, where, and how to mend it */
    public DefinitionException(String message) {
        super(901, message, null);
    }
}
