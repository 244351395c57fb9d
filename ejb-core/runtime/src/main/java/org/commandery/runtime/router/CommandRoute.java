package org.commandery.runtime.router;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.commandery.DefinitionException;
import org.commandery.application.InvalidAggregateIdentity;
import org.commandery.runtime.aggregate.AggregateModel;
import org.jspecify.annotations.Nullable;

/** The way of one command: from its identity to its aggregate. */
public final class CommandRoute {

    private final String context;
    private final Class<?> command;
    private final AggregateModel aggregate;
    private final String prefix;
    private final String component;
    private final MethodHandle identity;

    CommandRoute(String context, Class<?> command, AggregateModel aggregate, String prefix, String component) {
        this.context = context;
        this.command = command;
        this.aggregate = aggregate;
        this.prefix = prefix;
        this.component = component;
        this.identity = accessor(command, component);
        aggregate.requireExecutes(command);
    }

    /** The context whose router named the command. */
    public String context() {
        return context;
    }

    /** The command's class. */
    public Class<?> command() {
        return command;
    }

    /** The aggregate that decides on it. */
    public AggregateModel aggregate() {
        return aggregate;
    }

    /** How the name of the aggregate's stream is made, for people to read: {@code order-{orderId}}. */
    public String streamPattern() {
        return "%s{%s}".formatted(prefix, component);
    }

    /** The stream of the aggregate with this identity. */
    public String stream(String identity) {
        return prefix + identity;
    }

    /**
     * The identity that a command holds.
     *
     * @throws InvalidAggregateIdentity when it is null or blank
     */
    public String identityOf(Object command) {
        @Nullable Object value;
        try {
            value = (Object) identity.invokeExact(command);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "%s.%s failed".formatted(command.getClass().getName(), component), e);
        }
        String text = value == null ? "" : value.toString();
        if (text.isBlank()) {
            throw new InvalidAggregateIdentity(command.getClass(), component);
        }
        return text;
    }

    private static MethodHandle accessor(Class<?> command, String component) {
        try {
            Method method = command.getDeclaredMethod(component);
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
}
