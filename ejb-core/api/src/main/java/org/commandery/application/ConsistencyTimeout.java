package org.commandery.application;

import java.io.Serial;
import java.time.Duration;

/** The command's events <em>are stored</em>, but not all strong handlers have handled them in time. They go on. */
public final class ConsistencyTimeout extends DispatchException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ExecutionResult result;

    /**
     * @param result what the command did
     * @param timeout how long the dispatch waited
     */
    public ConsistencyTimeout(ExecutionResult result, Duration timeout) {
        super(
                105,
                "the events of '%s' up to position %d are stored, but not handled within %d ms"
                        .formatted(result.stream(), result.position(), timeout.toMillis()),
                null);
        this.result = result;
    }

    /** What the command did: its events are stored. */
    public ExecutionResult result() {
        return result;
    }
}
