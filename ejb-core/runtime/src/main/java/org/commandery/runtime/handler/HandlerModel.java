package org.commandery.runtime.handler;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.commandery.DefinitionException;
import org.commandery.event.EventMetadata;
import org.commandery.event.EventType;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.runtime.personal.PersonalClass;
import org.commandery.runtime.serialization.EventClass;
import org.commandery.runtime.serialization.Serialization;
import org.jspecify.annotations.Nullable;

/**
 * The {@code handle} methods of an event handler's class, found once and called through method handles.
 *
 * <p>A method takes an event of a class with {@link EventType}, or a {@link RecordedEvent}, which stands for all events that no other method
 * takes. It may take the {@link EventMetadata} as well. Inherited methods count.
 */
public final class HandlerModel {

    private static final String HANDLE = "handle";

    /** Calls a handler: bean, event, metadata. */
    static final MethodType CALL = MethodType.methodType(void.class, Object.class, Object.class, EventMetadata.class);

    /**
     * A {@code handle} method.
     *
     * @param event the class of events that it takes; null when it takes a {@link RecordedEvent}
     * @param call calls it: bean, event, metadata
     */
    record HandleMethod(Method method, @Nullable EventClass event, MethodHandle call) {}

    private final Map<String, HandleMethod> byEventType;
    private final @Nullable HandleMethod all;

    private HandlerModel(Map<String, HandleMethod> byEventType, @Nullable HandleMethod all) {
        this.byEventType = byEventType;
        this.all = all;
    }

    /**
     * Reads a handler's class.
     *
     * @throws DefinitionException when it has no {@code handle} method, two for the same events, or one that cannot be called
     */
    public static HandlerModel of(Class<?> handlerClass) {
        if (!Modifier.isPublic(handlerClass.getModifiers())) {
            throw wrong(handlerClass, "is not public; make it public");
        }
        refuseHiddenMethods(handlerClass);
        Map<String, HandleMethod> byEventType = new TreeMap<>();
        HandleMethod all = null;
        for (Method method : handlerClass.getMethods()) {
            if (!method.getName().equals(HANDLE) || method.isBridge()) {
                continue;
            }
            HandleMethod handle = read(handlerClass, method);
            HandleMethod other;
            if (handle.event() == null) {
                other = all;
                all = handle;
            } else {
                other = byEventType.put(handle.event().form().type(), handle);
            }
            if (other != null) {
                throw wrong(
                        handlerClass,
                        "has two methods for the same events, %s and %s; keep one of them"
                                .formatted(signature(other.method()), signature(method)));
            }
        }
        if (byEventType.isEmpty() && all == null) {
            throw wrong(
                    handlerClass,
                    "handles no event; give it a method 'public void handle(E event)', where E is a class with @EventType");
        }
        return new HandlerModel(new HashMap<>(byEventType), all);
    }

    /** The stable names of the events it takes; null for all events. */
    public @Nullable Set<String> eventTypes() {
        return all == null ? Set.copyOf(byEventType.keySet()) : null;
    }

    /** All its methods. */
    public Collection<Method> methods() {
        Set<Method> methods = new LinkedHashSet<>();
        byEventType.values().forEach(handle -> methods.add(handle.method()));
        if (all != null) {
            methods.add(all.method());
        }
        return methods;
    }

    /**
     * The handler at an application.
     *
     * @param serialization how the application's events become objects
     * @param application the application's name
     * @param handler the handler's name
     * @throws DefinitionException when it takes a class of events that upcasters make newer, or that says of personal data what cannot be
     */
    public HandlerCalls at(Serialization serialization, String application, String handler) {
        byEventType.values().stream().map(HandleMethod::event).forEach(event -> {
            if (event != null) {
                PersonalClass.check(event.type());
                serialization.upcasters().checkHandled(event);
            }
        });
        return new HandlerCalls(this, serialization, application, handler);
    }

    /** The method that takes events of a type; null when none does. */
    @Nullable
    HandleMethod find(String eventType) {
        return byEventType.getOrDefault(eventType, all);
    }

    private static HandleMethod read(Class<?> handlerClass, Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length == 0
                || parameters.length > 2
                || (parameters.length == 2 && parameters[1] != EventMetadata.class)) {
            throw wrong(
                    handlerClass,
                    "has a method %s; its parameters must be an event and, if wanted, an EventMetadata"
                            .formatted(signature(method)));
        }
        if (method.getReturnType() != void.class || Modifier.isStatic(method.getModifiers())) {
            throw wrong(
                    handlerClass,
                    "has a method %s; it must not be static and must return nothing".formatted(signature(method)));
        }
        EventClass event =
                parameters[0] == RecordedEvent.class ? null : EventClasses.of(handlerClass, method, parameters[0]);
        return new HandleMethod(method, event, bind(handlerClass, method));
    }

    private static MethodHandle bind(Class<?> handlerClass, Method method) {
        try {
            MethodHandle handle = MethodHandles.publicLookup().unreflect(method);
            if (handle.type().parameterCount() == 2) {
                handle = MethodHandles.dropArguments(handle, 2, EventMetadata.class);
            }
            return handle.asType(CALL);
        } catch (IllegalAccessException e) {
            throw wrong(
                    handlerClass,
                    "has a method %s that cannot be called: %s; make its class public"
                            .formatted(signature(method), e.getMessage()));
        }
    }

    /** A handle method that is not public would be passed over in silence. */
    private static void refuseHiddenMethods(Class<?> handlerClass) {
        for (Class<?> type = handlerClass; type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(HANDLE)
                        && !Modifier.isPublic(method.getModifiers())
                        && !method.isSynthetic()) {
                    throw wrong(
                            handlerClass,
                            "has a method %s that is not public; make it public, or call it something else"
                                    .formatted(signature(method)));
                }
            }
        }
    }

    static DefinitionException wrong(Class<?> handlerClass, String what) {
        return new DefinitionException("event handler %s %s".formatted(handlerClass.getName(), what));
    }

    static String signature(Method method) {
        StringBuilder parameters = new StringBuilder();
        for (Class<?> parameter : method.getParameterTypes()) {
            parameters.append(parameters.isEmpty() ? "" : ", ").append(parameter.getSimpleName());
        }
        return "%s(%s)".formatted(method.getName(), parameters);
    }
}
