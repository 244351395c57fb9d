package org.commandery.eventstore;

import java.io.Serial;

/** The store does not allow events to be removed for good. Nothing was changed. */
public final class HardDeletesDisabled extends EventStoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param stream the stream that was to be removed */
    public HardDeletesDisabled(String stream) {
        super(213, "stream '%s' cannot be removed: the store was opened without hard deletes".formatted(stream), null);
    }
}
