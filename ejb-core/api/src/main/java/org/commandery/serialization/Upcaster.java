package org.commandery.serialization;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.commandery.eventstore.RecordedEvent;

/**
 * Brings stored events of an old form to a newer one, so that aggregates and handlers know the newest alone. It works on the JSON: the class that the event
 * had when it was stored need not exist any more. The store is not changed, and reading from the store itself shows what is stored.
 *
 * <p>An upcaster is a CDI bean in the module of a context, annotated with {@link org.commandery.application.BoundedContext}. It is used wherever events
 * of the application that the context runs in are turned into objects: when an aggregate is loaded and when a handler is called. Upcasters follow each
 * other until none takes the form; a mistake in this fails the deployment: two for one form, a revision that does not rise, a circle, a form that nobody
 * knows, an event class of which no upcaster makes the lower revisions newer.
 *
 * <p>An upcaster must do the same each time: it looks at nothing but its arguments. Many threads use it at once.
 *
 * <pre>{@code
 * @BoundedContext("ordering")
 * public class OrderPlacedInEuros implements Upcaster {
 *
 *     public EventForm from() {
 *         return new EventForm("order-placed", 1);
 *     }
 *
 *     public List<UpcastEvent> upcast(JsonObject data, RecordedEvent stored) {
 *         return List.of(from().next().with(Json.createObjectBuilder(data).add("currency", "EUR").build()));
 *     }
 * }
 * }</pre>
 */
public interface Upcaster {

    /** The form of the events that it takes. Asked for once, at deployment. */
    EventForm from();

    /**
     * The forms of the events that it makes; empty when it makes none. Of its own type it makes higher revisions only. Asked for once, at deployment.
     *
     * @return the next revision of the same type, unless this is overridden
     */
    default Set<EventForm> to() {
        return Set.of(from().next());
    }

    /**
     * The events that a stored one is today.
     *
     * @param data the event's data in the form {@link #from()}, which another upcaster may have made
     * @param stored the event as it is stored, with all that was recorded with it; personal data in it are readable, or placeholders
     * @return none when the event means nothing any more: it is passed over; one, or several in order, each in one of the forms {@link #to()}
     * @throws RuntimeException when the data are not what they should be; loading the aggregate fails, and a handler gets the event again
     */
    List<UpcastEvent> upcast(JsonObject data, RecordedEvent stored);
}
