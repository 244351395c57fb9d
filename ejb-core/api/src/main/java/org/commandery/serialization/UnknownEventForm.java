package org.commandery.serialization;

import java.io.Serial;
import org.commandery.CommanderyException;
import org.commandery.eventstore.RecordedEvent;

/**
 * A stored event has a type or a revision that this version of the application cannot read. During a rolling deployment that is what a newer version has
 * written; it can be read as soon as the newer version is deployed here too.
 */
public final class UnknownEventForm extends CommanderyException {

    @Serial
    private static final long serialVersionUID = 1L;

    private UnknownEventForm(RecordedEvent event, String reason) {
        super(
                403,
                "event %d (version %d of '%s') is of %s, %s"
                        .formatted(
                                event.position(),
                                event.version(),
                                event.stream(),
                                new EventForm(event.type(), event.revision()),
                                reason),
                null);
    }

    /** No class has the event's type. */
    public static UnknownEventForm ofType(RecordedEvent event) {
        return new UnknownEventForm(
                event,
                "which no event class has as its @EventType: bring the class back, or write an upcaster for this type");
    }

    /**
     * The class with the event's type has another revision.
     *
     * @param type the class
     * @param revision the class's revision
     */
    public static UnknownEventForm ofRevision(RecordedEvent event, Class<?> type, int revision) {
        String reason = event.revision() > revision
                ? "but %s knows revision %d at most: a newer version of the application has written it; deploy that here too"
                : "but %s is revision %d, and no upcaster leads there: write one";
        return new UnknownEventForm(event, reason.formatted(type.getName(), revision));
    }
}
