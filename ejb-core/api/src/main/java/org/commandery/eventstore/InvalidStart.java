package org.commandery.eventstore;

import java.io.Serial;

/** A subscription cannot start there. */
public final class InvalidStart extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param number what was asked for */
    public InvalidStart(long number) {
        super(
                218,
                "a subscription starts at the origin, at the end, or after 0 or more, not after %d".formatted(number),
                null);
    }
}
