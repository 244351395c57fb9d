package org.commandery.runtime.router;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.function.Function;
import org.commandery.DefinitionException;
import org.commandery.application.InvalidAggregateIdentity;
import org.jspecify.annotations.Nullable;

/** How the identity of an aggregate is got from a command: by a component of the command or by a function of the router. */
final class Identity {

    /** Whether a class says how its values are written. One that does not would identify by the address in memory. */
    private static final ClassValue<Boolean> HAS_TEXT = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return hasText(type);
        }
    };

    private final @Nullable String component;
    private final Function<Object, @Nullable Object> getter;

    private Identity(@Nullable String component, Function<Object, @Nullable Object> getter) {
        this.component = component;
        this.getter = getter;
    }

    /**
     * The identity in a component of a command.
     *
     * @throws DefinitionException when the command has no such component, or its values have no text of their own
     */
    static Identity by(String component, Class<?> command) {
        MethodHandle accessor = accessor(command, component);
        return new Identity(component, value -> {
            try {
                return (Object) accessor.invokeExact(value);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("%s.%s failed".formatted(command.getName(), component), e);
            }
        });
    }

    /** The identity that a function finds. */
    @SuppressWarnings("unchecked") // whoever names the function names the command's class with it
    static Identity by(Function<?, ?> function) {
        return new Identity(null, (Function<Object, @Nullable Object>) function);
    }

    /** The component that holds it; null when a function gives it. */
    @Nullable
    String component() {
        return component;
    }

    /**
     * The identity that a command holds.
     *
     * @throws InvalidAggregateIdentity when it is null, blank, or has no text of its own
     */
    String of(Object command) {
        Object value = getter.apply(command);
        if (value != null && !HAS_TEXT.get(value.getClass())) {
            throw InvalidAggregateIdentity.unsupported(command.getClass(), component, value);
        }
        String text = value == null ? "" : value.toString();
        if (text.isBlank()) {
            throw InvalidAggregateIdentity.missing(command.getClass(), component);
        }
        return text;
    }

    private static MethodHandle accessor(Class<?> command, String component) {
        try {
            Method method = command.getDeclaredMethod(component);
            Class<?> type = method.getReturnType();
            if (!type.isInterface() && type != Object.class && !hasText(type)) {
                throw new DefinitionException(
                        "%s.%s cannot identify an aggregate: %s does not override toString(). Let it do so, or identify by a function"
                                .formatted(command.getName(), component, type.getName()));
            }
            return MethodHandles.privateLookupIn(command, MethodHandles.lookup())
                    .unreflect(method)
                    .asType(MethodType.methodType(Object.class, Object.class));
        } catch (NoSuchMethodException e) {
            throw new DefinitionException("%s has no component '%s', by which its router identifies the aggregate"
                    .formatted(command.getName(), component));
        } catch (IllegalAccessException e) {
            throw new DefinitionException(
                    "%s.%s cannot be called: %s".formatted(command.getName(), component, e.getMessage()));
        }
    }

    private static boolean hasText(Class<?> type) {
        try {
            return type.isPrimitive()
                    ? type != void.class
                    : type.getMethod("toString").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e); // every class has it
        }
    }
}
