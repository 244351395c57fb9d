package org.commandery.runtime.middleware;

import jakarta.validation.ConstraintViolationException;
import java.util.Locale;
import org.commandery.application.CommandFailed;
import org.commandery.application.CommandRejected;
import org.commandery.application.ConsistencyTimeout;
import org.commandery.application.DispatchException;
import org.commandery.application.ExecutionTimeout;
import org.commandery.application.TooManyAttempts;
import org.commandery.eventstore.WrongExpectedVersion;

/** What came of a dispatch, as the system's operator sees it. */
public enum Outcome {
    /** The caller got a result: the command's events are stored, or will be with the caller's transaction, or a middleware answered. */
    STORED,
    /** The caller is at fault, or was too late: the aggregate, a constraint or a middleware refused. */
    REFUSED,
    /** The system was too slow, or something is broken. After a {@link ConsistencyTimeout} the events are stored all the same. */
    FAILED;

    /** What came of a dispatch that ended with this. */
    public static Outcome of(Throwable failure) {
        boolean slowOrBroken = failure instanceof ExecutionTimeout
                || failure instanceof ConsistencyTimeout
                || failure instanceof TooManyAttempts
                || failure instanceof CommandFailed;
        boolean refused = failure instanceof CommandRejected
                || failure instanceof ConstraintViolationException
                || failure instanceof WrongExpectedVersion
                || failure instanceof DispatchException && !slowOrBroken;
        return refused ? REFUSED : FAILED;
    }

    /** Its name in meters and spans, in small letters. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
