package org.commandery.application;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The command does not say which aggregate it is for: its identity is null, blank, or a value without a text of its own. */
public final class InvalidAggregateIdentity extends DispatchException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final @Nullable String component;

    private InvalidAggregateIdentity(String message, @Nullable String component) {
        super(103, message, null);
        this.component = component;
    }

    /**
     * There is no identity.
     *
     * @param command the command's class
     * @param component the component that should hold the identity; null when a function of the router gives it
     */
    public static InvalidAggregateIdentity missing(Class<?> command, @Nullable String component) {
        return new InvalidAggregateIdentity(
                "%s has no aggregate identity in %s".formatted(command.getName(), place(component)), component);
    }

    /**
     * The identity's class does not say how its values are written.
     *
     * @param command the command's class
     * @param component the component that holds it; null when a function of the router gives it
     * @param identity what it holds
     */
    public static InvalidAggregateIdentity unsupported(Class<?> command, @Nullable String component, Object identity) {
        return new InvalidAggregateIdentity(
                "%s has '%s' in %s, which is no aggregate identity: %s does not override toString()"
                        .formatted(
                                command.getName(),
                                identity,
                                place(component),
                                identity.getClass().getName()),
                component);
    }

    private static String place(@Nullable String component) {
        return component == null ? "its router's function" : "'%s'".formatted(component);
    }

    /** The component that should hold the identity; empty when a function of the router gives it. */
    public Optional<String> component() {
        return Optional.ofNullable(component);
    }
}
