package org.commandery.runtime.serialization;

import org.commandery.DefinitionException;
import org.commandery.event.EventType;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.serialization.Codec;
import org.commandery.serialization.EventForm;
import org.commandery.serialization.UnknownEventForm;
import org.jspecify.annotations.Nullable;

/**
 * A class of events.
 *
 * @param type the class
 * @param form the form that its {@link EventType} names
 */
public record EventClass(Class<?> type, EventForm form) {

    /** Asked for each event that is written; reading an annotation takes longer than all else there. */
    private static final ClassValue<EventClass> KNOWN = new ClassValue<>() {
        @Override
        protected EventClass computeValue(Class<?> type) {
            return read(type);
        }
    };

    /**
     * Reads what an event's class says of itself.
     *
     * @throws DefinitionException when it has no name, or no proper revision
     */
    public static EventClass of(Class<?> type) {
        return KNOWN.get(type);
    }

    private static EventClass read(Class<?> type) {
        @Nullable EventType named = type.getAnnotation(EventType.class);
        if (named == null || named.value().isBlank()) {
            throw new DefinitionException("%s is used as an event but has no name: annotate it with @EventType(\"…\")"
                    .formatted(type.getName()));
        }
        if (named.revision() < 1) {
            throw new DefinitionException(
                    "%s has the revision %d: a new type begins with 1".formatted(type.getName(), named.revision()));
        }
        return new EventClass(type, new EventForm(named.value(), named.revision()));
    }

    /**
     * An event as an object of the class.
     *
     * @param event an event of the class's type that upcasters have brought to its newest form
     * @throws UnknownEventForm when that is not the form of the class
     * @throws org.commandery.serialization.CodecFailed when the data do not fit the class
     */
    public Object decode(RecordedEvent event, Codec codec) {
        if (event.revision() != form.revision()) {
            throw UnknownEventForm.ofRevision(event, type, form.revision());
        }
        return codec.decode(event.data(), type);
    }
}
