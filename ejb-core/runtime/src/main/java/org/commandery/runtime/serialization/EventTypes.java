package org.commandery.runtime.serialization;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commandery.DefinitionException;
import org.commandery.event.EventType;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.runtime.personal.PersonalClass;
import org.commandery.serialization.UnknownEventForm;

/** The events that an application's aggregates know: from the stable name of a type to its class. */
public final class EventTypes {

    private final Map<String, EventClass> classes = new HashMap<>();
    private final Serialization serialization;

    /**
     * @param types the classes of events
     * @throws DefinitionException when one has no {@link EventType}, two have the same, upcasters do not fit them, or what one says of personal data
     *     cannot be
     */
    public EventTypes(Collection<Class<?>> types, Serialization serialization) {
        this.serialization = serialization;
        for (Class<?> type : types) {
            EventClass event = EventClass.of(type);
            PersonalClass.check(type);
            EventClass other = classes.put(event.form().type(), event);
            if (other != null && other.type() != type) {
                throw new DefinitionException("%s and %s have the same @EventType(\"%s\"): a name is for one event"
                        .formatted(
                                other.type().getName(),
                                type.getName(),
                                event.form().type()));
            }
        }
        serialization.upcasters().check(classes.values());
    }

    /** Whether a class is marked as an event. */
    public static boolean isEvent(Class<?> type) {
        return type.isAnnotationPresent(EventType.class);
    }

    /**
     * The stable name of an event's type.
     *
     * @throws DefinitionException when it has none
     */
    public static String nameOf(Class<?> type) {
        return EventClass.of(type).form().type();
    }

    /**
     * A recorded event as what it is today: objects of the classes that aggregates apply.
     *
     * @return one object, unless upcasters make none or several of the event
     * @throws UnknownEventForm when no class has the form that upcasters leave it in
     * @throws org.commandery.CommanderyException when an upcaster or the codec fails
     */
    public List<Object> decode(RecordedEvent stored) {
        return serialization.today(stored).stream()
                .map(event -> decodeNewest(event, stored))
                .toList();
    }

    private Object decodeNewest(RecordedEvent event, RecordedEvent stored) {
        EventClass type = classes.get(event.type());
        if (type == null) {
            throw UnknownEventForm.ofType(event);
        }
        return serialization.decode(type, event, stored);
    }
}
