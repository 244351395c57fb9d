package org.commandery.runtime.serialization;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.commandery.DefinitionException;
import org.commandery.event.EventType;
import org.commandery.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** The events that an application's aggregates know: from the stable name of a type to its class. */
public final class EventTypes {

    private final Map<String, Class<?>> classes = new HashMap<>();
    private final JsonCodec codec;

    /**
     * @param types the classes of events
     * @throws DefinitionException when one has no {@link EventType}, or two have the same
     */
    public EventTypes(Collection<Class<?>> types, JsonCodec codec) {
        this.codec = codec;
        for (Class<?> type : types) {
            Class<?> other = classes.put(nameOf(type), type);
            if (other != null && other != type) {
                throw new DefinitionException("%s and %s have the same @EventType(\"%s\"): a name is for one event"
                        .formatted(other.getName(), type.getName(), nameOf(type)));
            }
        }
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
        @Nullable EventType name = type.getAnnotation(EventType.class);
        if (name == null || name.value().isBlank()) {
            throw new DefinitionException("%s is used as an event but has no name: annotate it with @EventType(\"…\")"
                    .formatted(type.getName()));
        }
        return name.value();
    }

    /**
     * A recorded event as an object of its class.
     *
     * @throws IllegalStateException when no class has the name of its type
     */
    public Object decode(RecordedEvent event) {
        Class<?> type = classes.get(event.type());
        if (type == null) {
            throw new IllegalStateException("no event class has the @EventType(\"%s\") of version %d of '%s'"
                    .formatted(event.type(), event.version(), event.stream()));
        }
        return codec.decode(event.data(), type);
    }
}
