package org.commandery.runtime.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.commandery.application.DispatchOptions;
import org.commandery.application.Lifespan;
import org.commandery.router.BeforeExecute;
import org.commandery.router.Routes;
import org.jspecify.annotations.Nullable;

/** What a router says of one command. */
final class CommandRoutes<A, C> implements Routes.CommandRoute<A, C> {

    private final AggregateRoutes<A> aggregate;
    private final Class<C> command;
    private final List<BeforeExecute<Object, Object>> checks = new ArrayList<>();
    private DispatchOptions options = DispatchOptions.options();
    private @Nullable Lifespan lifespan;
    private @Nullable Identity identity;
    private @Nullable Class<?> handler;

    CommandRoutes(AggregateRoutes<A> aggregate, Class<C> command) {
        this.aggregate = aggregate;
        this.command = command;
    }

    @Override
    public Routes.CommandRoute<A, C> identifiedBy(String component) {
        identity = Identity.by(component, command);
        return this;
    }

    @Override
    public Routes.CommandRoute<A, C> identifiedBy(Function<? super C, ?> identity) {
        this.identity = Identity.by(identity);
        return this;
    }

    @Override
    public Routes.CommandRoute<A, C> options(DispatchOptions defaults) {
        aggregate.requireDefaults(defaults, command);
        options = defaults.orElse(options);
        return this;
    }

    @Override
    public Routes.CommandRoute<A, C> lifespan(Lifespan lifespan) {
        this.lifespan = lifespan;
        return this;
    }

    @Override
    @SuppressWarnings("unchecked") // it is asked only with this command and states of this aggregate
    public Routes.CommandRoute<A, C> beforeExecute(BeforeExecute<? super A, ? super C> check) {
        checks.add((BeforeExecute<Object, Object>) check);
        return this;
    }

    @Override
    public Routes.CommandRoute<A, C> handledBy(Class<?> handler) {
        this.handler = handler;
        return this;
    }

    Class<C> command() {
        return command;
    }

    Optional<Identity> identity() {
        return Optional.ofNullable(identity);
    }

    DispatchOptions options() {
        return options;
    }

    Optional<Lifespan> lifespan() {
        return Optional.ofNullable(lifespan);
    }

    List<BeforeExecute<Object, Object>> checks() {
        return checks;
    }

    Optional<Class<?>> handler() {
        return Optional.ofNullable(handler);
    }
}
