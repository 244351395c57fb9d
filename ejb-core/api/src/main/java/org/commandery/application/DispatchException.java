package org.commandery.application;

import java.io.Serial;
import org.commandery.CommanderyException;
import org.jspecify.annotations.Nullable;

/** A command that could not be dispatched, for a reason that is not the aggregate's. */
public abstract sealed class DispatchException extends CommanderyException
        permits UnregisteredCommand,
                InvalidAggregateIdentity,
                TooManyAttempts,
                ConsistencyTimeout,
                CommandFailed,
                ExecutionTimeout,
                DispatchHalted,
                UnknownHandlers,
                CommandForbidden {

    @Serial
    private static final long serialVersionUID = 1L;

    DispatchException(int number, String message, @Nullable Throwable cause) {
        super(number, message, cause);
    }
}
