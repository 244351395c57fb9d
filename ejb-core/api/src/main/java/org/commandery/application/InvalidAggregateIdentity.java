package org.commandery.application;

import java.io.Serial;

/** The command does not say which aggregate it is for: its identity is null or blank. */
public final class InvalidAggregateIdentity extends DispatchException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String component;

    /**
     * @param command the command's class
     * @param component the component that should hold the identity
     */
    public InvalidAggregateIdentity(Class<?> command, String component) {
        super(103, "%s has no aggregate identity in '%s'".formatted(command.getName(), component), null);
        this.component = component;
    }

    /** The component that should hold the identity. */
    public String component() {
        return component;
    }
}
