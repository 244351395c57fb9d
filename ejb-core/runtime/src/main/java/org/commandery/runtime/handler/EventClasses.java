package org.commandery.runtime.handler;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.commandery.event.EventType;

/** The event classes that handle methods take. */
final class EventClasses {

    private EventClasses() {}

    /**
     * The stable name of an event's type.
     *
     * @throws org.commandery.DefinitionException when the class has none, or cannot be read from JSON
     */
    static String nameOf(Class<?> handlerClass, Method method, Class<?> event) {
        EventType type = event.getAnnotation(EventType.class);
        if (type == null) {
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
        return type.value();
    }
}
