package org.commandery.runtime.handler;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.commandery.event.EventType;
import org.commandery.runtime.serialization.EventClass;

/** The event classes that handle methods take. */
final class EventClasses {

    private EventClasses() {}

    /**
     * What an event's class says of itself.
     *
     * @throws org.commandery.DefinitionException when it has no name, or cannot be read from JSON
     */
    static EventClass of(Class<?> handlerClass, Method method, Class<?> event) {
        if (!event.isAnnotationPresent(EventType.class)) {
            throw HandlerModel.wrong(
                    handlerClass,
                    "has a method %s, but %s is no event: it has no @EventType; add it, or call the method something else"
                            .formatted(HandlerModel.signature(method), event.getName()));
        }
        if (Modifier.isAbstract(event.getModifiers())) {
            throw HandlerModel.wrong(
                    handlerClass,
                    "has a method %s, but %s is abstract: no event is recorded under it; take the concrete events, or a RecordedEvent"
                            .formatted(HandlerModel.signature(method), event.getName()));
        }
        return EventClass.of(event);
    }
}
