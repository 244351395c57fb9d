package org.commandery.runtime.router;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.commandery.DefinitionException;
import org.commandery.application.DispatchOptions;
import org.commandery.application.Lifespan;
import org.commandery.router.BeforeExecute;
import org.commandery.router.Router;
import org.commandery.router.Routes;
import org.commandery.runtime.aggregate.AggregateModel;
import org.jspecify.annotations.Nullable;

/** What a router says of one aggregate and its commands. */
final class AggregateRoutes<A> implements Routes.AggregateRoute<A> {

    private final String context;
    private final Class<? extends Router> router;
    private final Class<A> type;
    private final Function<Class<?>, Object> beans;
    private final List<CommandRoutes<A, ?>> commands = new ArrayList<>();
    private final Map<Class<?>, Function<?, ?>> identities = new LinkedHashMap<>();
    private final List<BeforeExecute<Object, Object>> checks = new ArrayList<>();
    private final List<Class<?>> handlers = new ArrayList<>();
    private Prefix prefix = Prefix.NONE;
    private DispatchOptions options = DispatchOptions.options();
    private String executeMethod = AggregateModel.EXECUTE_METHOD;
    private String applyMethod = AggregateModel.APPLY_METHOD;
    private Lifespan lifespan = Lifespan.DEFAULT;
    private @Nullable String component;
    private @Nullable AggregateModel model;

    /** @param beans gives the instance of a class that executes commands */
    AggregateRoutes(String context, Class<? extends Router> router, Class<A> type, Function<Class<?>, Object> beans) {
        this.context = context;
        this.router = router;
        this.type = type;
        this.beans = beans;
    }

    /** The context whose router this is. */
    String context() {
        return context;
    }

    /** The router. */
    Class<? extends Router> router() {
        return router;
    }

    /** The aggregate's class. */
    Class<A> type() {
        return type;
    }

    @Override
    public Routes.AggregateRoute<A> identifiedBy(String component) {
        if (this.component != null) {
            throw new DefinitionException("%s identifies %s twice, by '%s' and by '%s': say it once"
                    .formatted(router.getName(), type.getName(), this.component, component));
        }
        this.component = component;
        return this;
    }

    @Override
    public <C> Routes.AggregateRoute<A> identifiedBy(Class<C> commands, Function<? super C, ?> identity) {
        if (identities.put(commands, identity) != null) {
            throw new DefinitionException("%s identifies %s by two functions on %s: say it once"
                    .formatted(router.getName(), type.getName(), commands.getName()));
        }
        return this;
    }

    @Override
    public Routes.AggregateRoute<A> prefix(String prefix) {
        this.prefix = Prefix.of(prefix);
        return this;
    }

    @Override
    public Routes.AggregateRoute<A> prefix(Supplier<String> prefix) {
        this.prefix = Prefix.of(prefix);
        return this;
    }

    @Override
    public Routes.AggregateRoute<A> options(DispatchOptions defaults) {
        requireDefaults(defaults, type);
        options = defaults.orElse(options);
        return this;
    }

    @Override
    public Routes.AggregateRoute<A> lifespan(Lifespan lifespan) {
        this.lifespan = lifespan;
        return this;
    }

    @Override
    @SuppressWarnings("unchecked") // it is asked only with states of this aggregate
    public Routes.AggregateRoute<A> beforeExecute(BeforeExecute<? super A, Object> check) {
        checks.add((BeforeExecute<Object, Object>) check);
        return this;
    }

    @Override
    public Routes.AggregateRoute<A> handledBy(Class<?>... handlers) {
        this.handlers.addAll(List.of(handlers));
        return this;
    }

    @Override
    public Routes.AggregateRoute<A> executeMethod(String method) {
        executeMethod = method;
        return this;
    }

    @Override
    public Routes.AggregateRoute<A> applyMethod(String method) {
        applyMethod = method;
        return this;
    }

    @Override
    public Routes.AggregateRoute<A> dispatch(Class<?>... commands) {
        Arrays.stream(commands).forEach(command -> dispatch(command, route -> {}));
        return this;
    }

    @Override
    public <C> Routes.AggregateRoute<A> dispatch(Class<C> command, Consumer<? super Routes.CommandRoute<A, C>> route) {
        CommandRoutes<A, C> declared = new CommandRoutes<>(this, command);
        route.accept(declared);
        commands.add(declared);
        return this;
    }

    /** Checks that options are for many dispatches, and not for one. */
    void requireDefaults(DispatchOptions defaults, Class<?> subject) {
        boolean ofOne = Stream.of(
                        defaults.commandId(),
                        defaults.causationId(),
                        defaults.correlationId(),
                        defaults.handler(),
                        defaults.expectedVersion())
                .anyMatch(Optional::isPresent);
        if (ofOne) {
            throw new DefinitionException(
                    "%s gives %s options with an id or an expected version: those belong to a single dispatch, remove them"
                            .formatted(router.getName(), subject.getName()));
        }
    }

    /** The aggregate's methods. */
    AggregateModel model() {
        if (model == null) {
            model = AggregateModel.of(type, executeMethod, applyMethod);
        }
        return model;
    }

    /**
     * The routes of its commands.
     *
     * @throws DefinitionException when one of them cannot work
     */
    List<CommandRoute> routes() {
        List<HandlerClass> shared = handlers.stream().map(this::handlerClass).toList();
        return commands.stream().map(command -> route(command, shared)).toList();
    }

    private HandlerClass handlerClass(Class<?> handler) {
        return new HandlerClass(handler, beans.apply(handler), model(), executeMethod);
    }

    private CommandRoute route(CommandRoutes<A, ?> declared, List<HandlerClass> shared) {
        Class<?> command = declared.command();
        List<HandlerClass> own =
                declared.handler().map(this::handlerClass).stream().toList();
        return new CommandRoute(
                context,
                router,
                command,
                model(),
                prefix,
                declared.identity().orElseGet(() -> identity(command)),
                declared.options().orElse(options),
                declared.lifespan().orElse(lifespan),
                Stream.concat(checks.stream(), declared.checks().stream()).toList(),
                handler(command, own.isEmpty() ? shared : own, !own.isEmpty()));
    }

    private Identity identity(Class<?> command) {
        List<Class<?>> fitting = identities.keySet().stream()
                .filter(commands -> commands.isAssignableFrom(command))
                .toList();
        if (fitting.size() > 1) {
            throw new DefinitionException(
                    "%s identifies %s in two ways, by a function on %s and by one on %s: say which, where it is dispatched"
                            .formatted(
                                    router.getName(),
                                    command.getName(),
                                    fitting.get(0).getName(),
                                    fitting.get(1).getName()));
        }
        if (!fitting.isEmpty()) {
            return Identity.by(identities.get(fitting.get(0)));
        }
        if (component == null) {
            throw new DefinitionException(
                    "%s routes %s to %s without saying by what it is identified: add identifiedBy(\"…\")"
                            .formatted(router.getName(), command.getName(), type.getName()));
        }
        return Identity.by(component, command);
    }

    /** What executes a command; null for the aggregate itself. */
    private @Nullable HandlerMethod handler(Class<?> command, List<HandlerClass> classes, boolean required) {
        List<HandlerClass> able = classes.stream()
                .filter(handler -> handler.find(command).isPresent())
                .toList();
        if (able.isEmpty() && !required) {
            model().requireExecutes(command);
            return null;
        }
        if (able.isEmpty()) {
            throw new DefinitionException("%s has no method '%s(%s, %s)': write it, or route the command elsewhere"
                    .formatted(classes.get(0).type().getName(), executeMethod, type.getName(), command.getName()));
        }
        if (able.size() > 1 || model().executes(command)) {
            throw new DefinitionException(
                    "%s is executed by %s and by %s: a command is executed in one place, remove the other"
                            .formatted(
                                    command.getName(),
                                    able.get(0).type().getName(),
                                    (able.size() > 1 ? able.get(1).type() : type).getName()));
        }
        return able.get(0).find(command).orElseThrow();
    }

    /** The stream of one of these aggregates. */
    String stream(String identity) {
        return prefix.stream(identity, type);
    }
}
