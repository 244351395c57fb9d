package org.commandery.runtime.handler;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.commandery.DefinitionException;
import org.commandery.event.EventMetadata;
import org.commandery.event.EventType;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.handler.ErrorDecision;
import org.commandery.handler.EventBatch;
import org.commandery.handler.FailureContext;
import org.commandery.handler.Handles;
import org.commandery.runtime.personal.PersonalClass;
import org.commandery.runtime.serialization.EventClass;
import org.commandery.runtime.serialization.Serialization;
import org.jspecify.annotations.Nullable;

/**
 * The {@code handle} methods of an event handler's class, found once and called through method handles.
 *
 * <p>A method takes an event of a class with {@link EventType}, or a {@link RecordedEvent}, which stands for all events that no other method
 * takes. It may take the {@link EventMetadata} as well. Or a single method takes an {@link EventBatch} of events that {@link Handles} names. Inherited
 * methods count. Methods named {@code afterCommit}, of the same forms, are called when the transaction is committed.
 */
public final class HandlerModel {

    private static final String HANDLE = "handle";
    private static final String AFTER_COMMIT = "afterCommit";

    /** Calls a handler: bean, event, metadata. */
    static final MethodType CALL = MethodType.methodType(void.class, Object.class, Object.class, EventMetadata.class);

    /**
     * A {@code handle} method, or one of {@code afterCommit}.
     *
     * @param event the class of events that it takes; null when it takes a {@link RecordedEvent}
     * @param call calls it: bean, event or batch, metadata
     */
    record HandleMethod(Method method, @Nullable EventClass event, MethodHandle call) {}

    private final Methods handle;
    private final Methods afterCommit;
    private final HandlerCallbacks callbacks;

    /**
     * The methods of one name.
     *
     * @param byEventType by the stable names of the events that they take
     * @param all the one that takes all others, null when there is none
     * @param batched whether one method takes batches of these events
     */
    private record Methods(
            Map<String, HandleMethod> byEventType, @Nullable HandleMethod all, boolean batched) {

        @Nullable
        HandleMethod find(String eventType) {
            return byEventType.getOrDefault(eventType, all);
        }
    }

    private HandlerModel(Methods handle, Methods afterCommit, HandlerCallbacks callbacks) {
        this.handle = handle;
        this.afterCommit = afterCommit;
        this.callbacks = callbacks;
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
        Methods handle = methods(handlerClass, HANDLE);
        Methods afterCommit = methods(handlerClass, AFTER_COMMIT);
        if (handle.byEventType().isEmpty() && handle.all() == null) {
            throw wrong(
                    handlerClass,
                    "handles no event; give it a method 'public void handle(E event)', where E is a class with @EventType");
        }
        checkAfterCommit(handlerClass, handle, afterCommit);
        return new HandlerModel(handle, afterCommit, HandlerCallbacks.of(handlerClass));
    }

    private static Methods methods(Class<?> handlerClass, String name) {
        Map<String, HandleMethod> byEventType = new TreeMap<>();
        HandleMethod all = null;
        boolean batched = false;
        for (Method method : handlerClass.getMethods()) {
            if (!method.getName().equals(name) || method.isBridge()) {
                continue;
            }
            for (HandleMethod found : read(handlerClass, method)) {
                HandleMethod other;
                if (found.event() == null) {
                    other = all;
                    all = found;
                } else {
                    other = byEventType.put(found.event().form().type(), found);
                }
                if (other != null) {
                    throw wrong(
                            handlerClass,
                            "has two methods for the same events, %s and %s; keep one of them"
                                    .formatted(signature(other.method()), signature(method)));
                }
            }
            batched |= method.getParameterTypes()[0] == EventBatch.class;
        }
        Set<Method> distinct = new LinkedHashSet<>();
        byEventType.values().forEach(found -> distinct.add(found.method()));
        if (batched && (distinct.size() > 1 || all != null)) {
            throw wrong(
                    handlerClass,
                    "has a method %s(EventBatch) beside others; let one take batches of all events, or each take its events one by one"
                            .formatted(name));
        }
        return new Methods(new HashMap<>(byEventType), all, batched);
    }

    private static void checkAfterCommit(Class<?> handlerClass, Methods handle, Methods afterCommit) {
        Set<String> types = new TreeSet<>(handle.byEventType().keySet());
        types.addAll(afterCommit.byEventType().keySet());
        boolean same = types.stream().allMatch(type -> isSameEvent(handle.find(type), afterCommit.find(type)));
        boolean none = afterCommit.byEventType().isEmpty() && afterCommit.all() == null;
        if (!same || (!none && handle.batched() != afterCommit.batched())) {
            throw wrong(
                    handlerClass,
                    "has afterCommit methods for what it does not handle so; they take the events, or the batch, of its handle methods");
        }
    }

    private static boolean isSameEvent(@Nullable HandleMethod handle, @Nullable HandleMethod afterCommit) {
        if (afterCommit == null) {
            return true;
        }
        return handle != null && (handle.event() == null) == (afterCommit.event() == null);
    }

    /** The stable names of the events it takes; null for all events. */
    public @Nullable Set<String> eventTypes() {
        return handle.all() == null ? Set.copyOf(handle.byEventType().keySet()) : null;
    }

    /** Whether it gets its events in batches. */
    public boolean isBatched() {
        return handle.batched();
    }

    /** All its methods that handle events. */
    public Collection<Method> methods() {
        Set<Method> methods = new LinkedHashSet<>();
        handle.byEventType().values().forEach(found -> methods.add(found.method()));
        if (handle.all() != null) {
            methods.add(handle.all().method());
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
        handle.byEventType().values().stream().map(HandleMethod::event).forEach(event -> {
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
        return handle.find(eventType);
    }

    /** The method that is called when an event of a type is committed; null when none is. */
    @Nullable
    HandleMethod findAfterCommit(String eventType) {
        return afterCommit.find(eventType);
    }

    /** Whether the handler decides about its errors itself. */
    public boolean decidesOnErrors() {
        return callbacks.decides();
    }

    /**
     * Asks the handler what is to become of an event that it has failed with.
     *
     * @param bean the handler, or a proxy for it
     * @throws Throwable what the method threw
     */
    public ErrorDecision onError(Object bean, Throwable error, FailureContext failure) throws Throwable {
        return callbacks.onError(bean, error, failure);
    }

    /** The method that is called before the handler's subscription is moved back; null when there is none. */
    public @Nullable Method resetMethod() {
        return callbacks.beforeReset();
    }

    /**
     * Calls the handler's method for resets, if it has one.
     *
     * @param bean the handler, or a proxy for it
     * @throws Throwable what the method threw
     */
    public void beforeReset(Object bean) throws Throwable {
        callbacks.beforeReset(bean);
    }

    private static List<HandleMethod> read(Class<?> handlerClass, Method method) {
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
        MethodHandle call = bind(handlerClass, method);
        if (parameters[0] == EventBatch.class) {
            return batched(handlerClass, method).stream()
                    .map(type -> new HandleMethod(method, EventClasses.of(handlerClass, method, type), call))
                    .toList();
        }
        EventClass event =
                parameters[0] == RecordedEvent.class ? null : EventClasses.of(handlerClass, method, parameters[0]);
        return List.of(new HandleMethod(method, event, call));
    }

    private static List<Class<?>> batched(Class<?> handlerClass, Method method) {
        Handles events = method.getAnnotation(Handles.class);
        if (events == null || events.value().length == 0 || method.getParameterCount() > 1) {
            throw wrong(
                    handlerClass,
                    "has a method %s; annotate it with @Handles and the classes of its events, and let it take the batch alone"
                            .formatted(signature(method)));
        }
        return List.of(events.value());
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
                if ((method.getName().equals(HANDLE) || method.getName().equals(AFTER_COMMIT))
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
