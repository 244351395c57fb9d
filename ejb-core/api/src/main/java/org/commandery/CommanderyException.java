package org.commandery;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * What every error of Commandery is. Each kind has a number that does not change between releases and opens its message, as in
 * {@code CMDRY-0201: …}, so that logs can be searched for it.
 *
 * <p>Numbers: 1xx dispatch, 2xx event store, 3xx delivery, 4xx serialization, 5xx personal data, 9xx definition and configuration.
 */
public abstract class CommanderyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int number;

    /**
     * @param number the error's number, 1 to 9999
     * @param message what went wrong, with the facts in it
     * @param cause what caused it, or null when nothing else did
     */
    protected CommanderyException(int number, String message, @Nullable Throwable cause) {
        super("CMDRY-%04d: %s".formatted(number, message), cause);
        this.number = number;
    }

    /** The error's number, the same in every release. */
    public int number() {
        return number;
    }
}
