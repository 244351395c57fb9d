package org.commandery.runtime.aggregate;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commandery.DefinitionException;
import org.commandery.aggregate.Multi;
import org.commandery.application.CommandRejected;
import org.commandery.runtime.serialization.EventTypes;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregate class can do, found once at deployment: its {@code execute} methods by command and its {@code apply} methods by event. A
 * static method is for an aggregate that has no events yet, an instance method for one that has. A class with a static method {@code initial()}
 * has instance methods for both: they are called on the state that it returns as long as there are no events.
 */
public final class AggregateModel {

    /** The name of the methods that execute commands, unless a router names another. */
    public static final String EXECUTE_METHOD = "execute";

    /** The name of the methods that apply events, unless a router names another. */
    public static final String APPLY_METHOD = "apply";

    private static final MethodType EXECUTE = MethodType.methodType(Object.class, Object.class, Object.class);

    private final Class<?> type;
    private final Methods execute;
    private final Methods apply;
    private final @Nullable Object initial;
    private final @Nullable SnapshotRule snapshots;

    private AggregateModel(Class<?> type, String execute, String apply) {
        this.type = type;
        this.execute = Methods.named(execute, type);
        this.apply = Methods.named(apply, type);
        this.initial = initialState(type);
        this.apply.requireReturned(type);
        this.snapshots = SnapshotRule.of(type);
    }

    /**
     * Reads an aggregate's class.
     *
     * @throws DefinitionException when two methods take the same class, or an {@code apply} method or {@code initial} does not return the
     *     aggregate
     */
    public static AggregateModel of(Class<?> type) {
        return of(type, EXECUTE_METHOD, APPLY_METHOD);
    }

    /**
     * Reads the class of an aggregate whose methods have names of their own.
     *
     * @param execute the name of the methods that execute commands
     * @param apply the name of the methods that apply events
     * @throws DefinitionException as {@link #of(Class)}
     */
    public static AggregateModel of(Class<?> type, String execute, String apply) {
        return new AggregateModel(type, execute, apply);
    }

    /** The aggregate's class. */
    public Class<?> type() {
        return type;
    }

    /** The classes of the events that it applies. */
    public Set<Class<?>> eventTypes() {
        return apply.parameters();
    }

    /** The state of the aggregate as long as it has no events; null when it has none then. */
    public @Nullable Object initial() {
        return initial;
    }

    /** Whether the aggregate itself has a method for a command. */
    public boolean executes(Class<?> command) {
        return execute.parameters().contains(command);
    }

    /** Whether the aggregate executes a command only as long as it has no events. */
    boolean begins(Class<?> command) {
        return execute.find(null, command) != null && !execute.later().containsKey(command);
    }

    /**
     * Checks that the aggregate can execute a command, and can apply the event that its method is declared to return.
     *
     * @throws DefinitionException when it cannot
     */
    public void requireExecutes(Class<?> command) {
        if (!executes(command)) {
            throw new DefinitionException("%s has no method '%s(%s)': write it, or route the command elsewhere"
                    .formatted(type.getName(), execute.name(), command.getName()));
        }
        execute.returnTypes(command).forEach(event -> requireApplies(type, command, event));
    }

    /**
     * Checks that the aggregate can apply what a method is declared to return.
     *
     * @param executing the class of the method
     * @param returned what the method returns; what is no event itself passes
     * @throws DefinitionException when it cannot
     */
    public void requireApplies(Class<?> executing, Class<?> command, Class<?> returned) {
        if (EventTypes.isEvent(returned) && !apply.parameters().contains(returned)) {
            throw new DefinitionException("%s executes %s to %s, but %s has no method '%s(%s)': write it"
                    .formatted(
                            executing.getName(),
                            command.getName(),
                            returned.getName(),
                            type.getName(),
                            apply.name(),
                            returned.getName()));
        }
    }

    /**
     * The events that a command may lead to, as far as the declared types of the methods say so.
     *
     * @return empty when they do not, or when there is no such method
     */
    public Set<Class<?>> declaredEvents(Class<?> command) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(execute.name()) && !method.isBridge())
                .filter(method -> method.getParameterCount() == 1 && method.getParameterTypes()[0] == command)
                .flatMap(method -> eventsIn(method.getGenericReturnType()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The events of the aggregate that a method may return, as far as its declared type says so. */
    public Set<Class<?>> eventsIn(Type returned) {
        return DeclaredEvents.of(returned, eventTypes());
    }

    /**
     * Lets the aggregate decide on a command.
     *
     * @param state its state, or null when it has no events yet
     * @return the events that it decided on; may be empty
     * @throws CommandRejected when it exists and the command is only for one that does not, or the other way round
     * @throws Throwable what the method threw
     */
    public List<Object> execute(@Nullable Object state, Object command, String identity) throws Throwable {
        Object before = stateFor(execute, state, command);
        MethodHandle method = execute.find(before, command.getClass());
        if (method == null) {
            throw new CommandRejected("%s '%s' %s"
                    .formatted(type.getSimpleName(), identity, state == null ? "does not exist" : "already exists"));
        }
        return eventsOf(method.invokeExact(before, command));
    }

    /**
     * The events in what a method that executes a command returned: an event, a collection, a stream, an optional, steps, or nothing.
     *
     * @throws Exception what a step threw
     */
    public List<Object> eventsOf(@Nullable Object result) throws Exception {
        return result instanceof Multi<?> steps ? run(steps) : Multi.eventsIn(result);
    }

    @SuppressWarnings("unchecked")
    private <A> List<Object> run(Multi<A> steps) throws Exception {
        return steps.run((state, event) -> (A) apply(state, event)).events();
    }

    /** When its state is kept; null for never. */
    @Nullable
    SnapshotRule snapshots() {
        return snapshots;
    }

    /**
     * The state after an event.
     *
     * @param state the state before it, or null when it is the first
     * @throws IllegalStateException when no method applies such an event
     */
    public Object apply(@Nullable Object state, Object event) {
        Object before = stateFor(apply, state, event);
        MethodHandle method = apply.find(before, event.getClass());
        if (method == null) {
            throw new IllegalStateException("%s has no %s method '%s(%s)'"
                    .formatted(
                            type.getName(),
                            before == null ? "static" : "instance",
                            apply.name(),
                            event.getClass().getName()));
        }
        try {
            return Objects.requireNonNull(
                    method.invokeExact(before, event),
                    () -> "%s.%s returned null for %s".formatted(type.getName(), apply.name(), event));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("%s could not apply %s".formatted(type.getName(), event), e);
        }
    }

    /** The state to call a method on: without events that is none for a static method, and the initial state for an instance method. */
    private @Nullable Object stateFor(Methods methods, @Nullable Object state, Object argument) {
        return state == null && methods.find(null, argument.getClass()) == null ? initial : state;
    }

    private static @Nullable Object initialState(Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals("initial") && method.getParameterCount() == 0) {
                return initialState(type, method);
            }
        }
        return null;
    }

    private static Object initialState(Class<?> type, Method method) {
        if (!Modifier.isStatic(method.getModifiers()) || method.getReturnType() != type) {
            throw new DefinitionException("%s must be static and return %s, the state of an aggregate without events"
                    .formatted(method, type.getName()));
        }
        try {
            Object state = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .unreflect(method)
                    .invoke();
            return Objects.requireNonNull(state, () -> method + " returned null");
        } catch (Throwable e) {
            throw new DefinitionException("%s cannot be called: %s".formatted(method, e));
        }
    }

    /** The static and the instance methods of one name, by the class of their parameter, all called as {@code (state, argument)}. */
    private record Methods(
            String name,
            Map<Class<?>, MethodHandle> initial,
            Map<Class<?>, MethodHandle> later,
            Map<Class<?>, Set<Class<?>>> returns) {

        static Methods named(String name, Class<?> type) {
            Methods methods = new Methods(name, new HashMap<>(), new HashMap<>(), new HashMap<>());
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == 1 && !method.isBridge()) {
                    methods.add(type, method);
                }
            }
            return methods;
        }

        private void add(Class<?> type, Method method) {
            Class<?> parameter = method.getParameterTypes()[0];
            boolean isStatic = Modifier.isStatic(method.getModifiers());
            if ((isStatic ? initial : later).put(parameter, handle(type, method, isStatic)) != null) {
                throw new DefinitionException(
                        "%s has two methods '%s(%s)'".formatted(type.getName(), method.getName(), parameter.getName()));
            }
            returns.merge(
                    parameter,
                    Set.of(method.getReturnType()),
                    (one, other) ->
                            Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet()));
        }

        private static MethodHandle handle(Class<?> type, Method method, boolean isStatic) {
            try {
                MethodHandle found = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                        .unreflect(method);
                return (isStatic ? MethodHandles.dropArguments(found, 0, Object.class) : found).asType(EXECUTE);
            } catch (IllegalAccessException e) {
                throw new DefinitionException("%s cannot be called: %s".formatted(method, e.getMessage()));
            }
        }

        /** Checks that all of them return one class: that of the state. */
        void requireReturned(Class<?> state) {
            returns.forEach((parameter, returned) -> {
                if (!returned.equals(Set.of(state))) {
                    throw new DefinitionException("%s.%s(%s) must return %s, the state after the event"
                            .formatted(state.getName(), name, parameter.getName(), state.getName()));
                }
            });
        }

        Set<Class<?>> parameters() {
            return returns.keySet();
        }

        Set<Class<?>> returnTypes(Class<?> parameter) {
            return returns.get(parameter);
        }

        @Nullable
        MethodHandle find(@Nullable Object state, Class<?> parameter) {
            return (state == null ? initial : later).get(parameter);
        }
    }
}
