package org.commandery.application;

import java.io.Serial;
import org.commandery.CommanderyException;

/** What an aggregate throws to refuse a command. Nothing is stored, and the caller gets the reason. */
public class CommandRejected extends CommanderyException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason why, for the caller to read */
    public CommandRejected(String reason) {
        super(101, reason, null);
        this.reason = reason;
    }

    /** Why, for the caller to read. */
    public String reason() {
        return reason;
    }
}
