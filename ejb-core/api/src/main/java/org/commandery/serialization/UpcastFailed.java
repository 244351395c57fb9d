package org.commandery.serialization;

import java.io.Serial;
import org.commandery.CommanderyException;
import org.commandery.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** An upcaster could not make an event newer. */
public final class UpcastFailed extends CommanderyException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param upcaster the upcaster's class
     * @param event the event as it is stored
     * @param reason what went wrong
     * @param cause what the upcaster threw; null when it threw nothing
     */
    public UpcastFailed(Class<?> upcaster, RecordedEvent event, String reason, @Nullable Throwable cause) {
        super(
                402,
                "%s cannot upcast event %d ('%s' revision %d, version %d of '%s'): %s"
                        .formatted(
                                upcaster.getName(),
                                event.position(),
                                event.type(),
                                event.revision(),
                                event.version(),
                                event.stream(),
                                reason),
                cause);
    }
}
