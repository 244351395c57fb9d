package org.commandery.runtime.router;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.commandery.application.CommandContext;
import org.commandery.application.DispatchOptions;
import org.commandery.application.InvalidAggregateIdentity;
import org.commandery.application.Lifespan;
import org.commandery.router.BeforeExecute;
import org.commandery.router.Router;
import org.commandery.runtime.aggregate.AggregateModel;
import org.jspecify.annotations.Nullable;

/** The way of one command: from its identity to its aggregate. */
public final class CommandRoute {

    private final String context;
    private final Class<? extends Router> router;
    private final Class<?> command;
    private final AggregateModel aggregate;
    private final Prefix prefix;
    private final Identity identity;
    private final DispatchOptions options;
    private final Lifespan lifespan;
    private final List<BeforeExecute<Object, Object>> checks;
    private final @Nullable HandlerMethod handler;

    /**
     * @param router the router that named the command
     * @param options what the router says of its dispatch
     * @param lifespan how long the aggregate stays in memory after the command
     * @param checks are asked before it is executed, in this order
     * @param handler executes it; null for the aggregate itself
     */
    CommandRoute(
            String context,
            Class<? extends Router> router,
            Class<?> command,
            AggregateModel aggregate,
            Prefix prefix,
            Identity identity,
            DispatchOptions options,
            Lifespan lifespan,
            List<BeforeExecute<Object, Object>> checks,
            @Nullable HandlerMethod handler) {
        this.context = context;
        this.router = router;
        this.command = command;
        this.aggregate = aggregate;
        this.prefix = prefix;
        this.identity = identity;
        this.options = options;
        this.lifespan = lifespan;
        this.checks = List.copyOf(checks);
        this.handler = handler;
    }

    /** The context whose router named the command. */
    public String context() {
        return context;
    }

    /** The router that named the command. */
    Class<? extends Router> router() {
        return router;
    }

    /** The command's class. */
    public Class<?> command() {
        return command;
    }

    /** The aggregate that decides on it. */
    public AggregateModel aggregate() {
        return aggregate;
    }

    /** What the router says of its dispatch. */
    public DispatchOptions options() {
        return options;
    }

    /** How long the aggregate stays in memory after the command. */
    public Lifespan lifespan() {
        return lifespan;
    }

    /** How the name of the aggregate's stream is made, for people to read: {@code order-{orderId}}. */
    public String streamPattern() {
        String component = identity.component();
        return "%s{%s}".formatted(prefix.shown(), component == null ? "identity" : component);
    }

    /** The events that the command may lead to, as far as the declared type of the method says so; empty when it does not. */
    public Set<Class<?>> declaredEvents() {
        return handler == null ? aggregate.declaredEvents(command) : aggregate.eventsIn(handler.returned());
    }

    /**
     * The stream of the aggregate with this identity.
     *
     * @throws IllegalStateException when the router's prefix is null
     */
    public String stream(String identity) {
        return prefix.stream(identity, aggregate.type());
    }

    /**
     * The identity that a command holds.
     *
     * @throws InvalidAggregateIdentity when it is null, blank, or has no text of its own
     */
    public String identityOf(Object command) {
        return identity.of(command);
    }

    /**
     * Checks the command, then lets the aggregate, or the class that acts for it, decide.
     *
     * @param state the aggregate's state; null when it has no events
     * @return the events; may be empty
     * @throws Throwable what a check or the method threw
     */
    public List<Object> decide(@Nullable Object state, CommandContext context, String identity) throws Throwable {
        Object decided = context.command();
        for (BeforeExecute<Object, Object> check : checks) {
            check.check(Optional.ofNullable(state), decided, context);
        }
        return handler == null ? aggregate.execute(state, decided, identity) : handler.execute(state, decided);
    }
}
