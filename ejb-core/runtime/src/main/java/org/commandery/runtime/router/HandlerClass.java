package org.commandery.runtime.router;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.commandery.DefinitionException;
import org.commandery.runtime.aggregate.AggregateModel;

/** A class of its own that executes commands on an aggregate's state. */
final class HandlerClass {

    private static final MethodType EXECUTE = MethodType.methodType(Object.class, Object.class, Object.class);

    private final Class<?> type;
    private final AggregateModel aggregate;
    private final Map<Class<?>, HandlerMethod> methods = new HashMap<>();

    /**
     * Reads the class.
     *
     * @param instance its one instance
     * @param name what its methods are called
     * @throws DefinitionException when it has no method for this aggregate, or two for one command
     */
    HandlerClass(Class<?> type, Object instance, AggregateModel aggregate, String name) {
        this.type = type;
        this.aggregate = aggregate;
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name) && takesStateOf(aggregate, method)) {
                add(method, instance);
            }
        }
        if (methods.isEmpty()) {
            throw new DefinitionException(
                    "%s has no method '%s(%s, …)': write one for each command, or do not name it in handledBy"
                            .formatted(type.getName(), name, aggregate.type().getName()));
        }
    }

    private static boolean takesStateOf(AggregateModel aggregate, Method method) {
        return !method.isBridge()
                && method.getParameterCount() == 2
                && method.getParameterTypes()[0] == aggregate.type();
    }

    private void add(Method method, Object instance) {
        Class<?> command = method.getParameterTypes()[1];
        aggregate.requireApplies(type, command, method.getReturnType());
        if (methods.put(command, new HandlerMethod(handle(method, instance), method.getGenericReturnType(), aggregate))
                != null) {
            throw new DefinitionException("%s has two methods '%s(%s, %s)'"
                    .formatted(
                            type.getName(), method.getName(), aggregate.type().getName(), command.getName()));
        }
    }

    private MethodHandle handle(Method method, Object instance) {
        try {
            MethodHandle found =
                    MethodHandles.privateLookupIn(type, MethodHandles.lookup()).unreflect(method);
            boolean isStatic = Modifier.isStatic(method.getModifiers());
            return (isStatic ? found : found.bindTo(instance)).asType(EXECUTE);
        } catch (IllegalAccessException e) {
            throw new DefinitionException("%s cannot be called: %s".formatted(method, e.getMessage()));
        }
    }

    /** The class. */
    Class<?> type() {
        return type;
    }

    /** The method for a command; empty when it has none. */
    Optional<HandlerMethod> find(Class<?> command) {
        return Optional.ofNullable(methods.get(command));
    }
}
