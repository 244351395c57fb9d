package org.commandery.router;

import java.util.Optional;
import org.commandery.application.CommandContext;

/**
 * Looks at a command and the state that it is about to be executed on. It is asked again whenever the command is executed again on newer state.
 *
 * @param <A> the aggregate's class
 * @param <C> the command's class
 */
@FunctionalInterface
public interface BeforeExecute<A, C> {

    /**
     * Lets the command pass, or throws.
     *
     * @param state the aggregate's state; empty when it has no events
     * @param command the command
     * @param context what is known of the command beside itself
     * @throws org.commandery.application.CommandRejected to refuse it; nothing is stored
     */
    void check(Optional<A> state, C command, CommandContext context);
}
