package org.commandery.application;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The caller may not send such a command, by the command's {@code @RolesAllowed} or {@code @DenyAll}. It was not executed. */
public final class CommandForbidden extends DispatchException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final @Nullable String caller;

    /**
     * @param command the command's class
     * @param caller the caller's name; null when nobody knows who is calling
     */
    public CommandForbidden(Class<?> command, @Nullable String caller) {
        super(
                109,
                "%s may not send %s"
                        .formatted(caller == null ? "an unknown caller" : "'%s'".formatted(caller), command.getName()),
                null);
        this.caller = caller;
    }

    /** The caller's name; empty when nobody knows who is calling, so that the way out is to say so. */
    public Optional<String> caller() {
        return Optional.ofNullable(caller);
    }
}
