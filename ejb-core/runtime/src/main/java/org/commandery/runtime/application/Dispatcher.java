package org.commandery.runtime.application;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.commandery.CommanderyException;
import org.commandery.application.Consistency;
import org.commandery.application.ConsistencyTimeout;
import org.commandery.application.DispatchOptions;
import org.commandery.application.ExecutionResult;
import org.commandery.application.InvalidAggregateIdentity;
import org.commandery.application.UnregisteredCommand;
import org.commandery.middleware.Caller;
import org.commandery.runtime.aggregate.Aggregates;
import org.commandery.runtime.middleware.MiddlewareChain;
import org.commandery.runtime.middleware.MiddlewareChain.Passage;
import org.commandery.runtime.router.CommandRoute;
import org.commandery.runtime.router.RouteTable;
import org.commandery.runtime.serialization.EventTypes;
import org.commandery.runtime.serialization.Serialization;
import org.commandery.runtime.tenant.CurrentTenant;
import org.jspecify.annotations.Nullable;

/** Takes a command through the middleware to its aggregate, and the aggregate's events to the store and to those who are waited for. */
final class Dispatcher {

    private final String application;
    private final RouteTable routes;
    private final Aggregates aggregates;
    private final EventTypes eventTypes;
    private final StoreAccess access;
    private final Serialization serialization;
    private final MiddlewareChain middleware;
    private final Executor executor;
    private final Supplier<Optional<Caller>> callers;
    private final DispatchOptions unrouted;
    private final Map<CommandRoute, DispatchOptions> defaults = new HashMap<>();

    Dispatcher(
            String application,
            RouteTable routes,
            Aggregates aggregates,
            EventTypes eventTypes,
            StoreAccess access,
            Serialization serialization,
            Dispatching dispatching) {
        this.application = application;
        this.routes = routes;
        this.aggregates = aggregates;
        this.eventTypes = eventTypes;
        this.access = access;
        this.serialization = serialization;
        this.middleware = new MiddlewareChain(
                dispatching.middleware(),
                routes.all().stream().map(CommandRoute::context).distinct().toList());
        this.executor = dispatching.executor();
        this.callers = dispatching.callers();
        this.unrouted = dispatching.defaults().orElse(DispatchOptions.BUILT_IN);
        routes.all().forEach(route -> defaults.put(route, route.options().orElse(unrouted)));
    }

    ExecutionResult dispatch(Object command, DispatchOptions options) {
        Dispatch dispatch = begin(command, options);
        Passage passage = middleware.passage(dispatch);
        try {
            enter(passage, dispatch);
            ExecutionResult result = complete(dispatch);
            passage.succeeded(result);
            return result;
        } catch (Throwable e) {
            passage.failed(e);
            throw e;
        }
    }

    /** Middleware is called by the caller's thread as long as it can change something, the rest is done by another. */
    CompletionStage<ExecutionResult> dispatchAsync(Object command, DispatchOptions options) {
        CompletableFuture<ExecutionResult> future = new CompletableFuture<>();
        try {
            Dispatch dispatch = begin(command, options);
            Passage passage = middleware.passage(dispatch);
            try {
                enter(passage, dispatch);
                String tenant = CurrentTenant.get().orElse(null);
                executor.execute(() -> complete(dispatch, passage, tenant, future));
            } catch (Throwable e) {
                passage.failed(e);
                throw e;
            }
        } catch (Throwable e) {
            future.completeExceptionally(e);
        }
        return future.minimalCompletionStage();
    }

    private void complete(
            Dispatch dispatch, Passage passage, @Nullable String tenant, CompletableFuture<ExecutionResult> future) {
        String before = CurrentTenant.replace(tenant);
        try {
            ExecutionResult result = complete(dispatch);
            passage.succeeded(result);
            future.complete(result);
        } catch (Throwable e) {
            passage.failed(e);
            future.completeExceptionally(e);
        } finally {
            CurrentTenant.replace(before);
        }
    }

    /** A command without a route goes through the middleware too, so that it is logged, audited and measured. */
    private Dispatch begin(Object command, DispatchOptions given) {
        Optional<CommandRoute> route = routes.find(command.getClass());
        DispatchOptions options = given.orElse(route.map(defaults::get).orElse(unrouted));
        UUID knownId = options.commandId()
                .or(() -> route.flatMap(known -> idInHandler(command, options, known)))
                .orElse(null);
        String context = route.map(CommandRoute::context).orElse("");
        return new Dispatch(application, access.tenant(), context, command, knownId, options, callers);
    }

    /** The middleware of no context has seen a command without a route: replaced by one that has a route, it is refused all the same. */
    private CommandRoute routeOf(Dispatch dispatch) {
        if (!dispatch.isRouted()) {
            throw unregistered(dispatch.sent());
        }
        Class<?> command = dispatch.command().getClass();
        return routes.find(command).orElseThrow(() -> unregistered(command));
    }

    private UnregisteredCommand unregistered(Class<?> command) {
        return new UnregisteredCommand(application, command.getName());
    }

    /** The id of a command that a handler dispatches: the same each time that it is called with the event. */
    private static Optional<UUID> idInHandler(Object command, DispatchOptions options, CommandRoute route) {
        return options.handler().map(handler -> {
            String name = String.join(
                    "|",
                    handler,
                    String.valueOf(options.causationId().orElse(null)),
                    command.getClass().getName(),
                    streamOf(command, route));
            return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        });
    }

    /** One without an identity is refused later, unless middleware replaces it. */
    private static String streamOf(Object command, CommandRoute route) {
        try {
            return route.stream(route.identityOf(command));
        } catch (InvalidAggregateIdentity e) {
            return "";
        }
    }

    private static void enter(Passage passage, Dispatch dispatch) {
        try {
            passage.enter();
        } finally {
            dispatch.entered();
        }
    }

    private ExecutionResult complete(Dispatch dispatch) {
        Optional<ExecutionResult> response = dispatch.response();
        if (response.isPresent()) {
            return response.get();
        }
        CommandRoute route = routeOf(dispatch);
        // Now, while nothing is stored yet: afterwards the caller could not send the command again.
        access.requireHandlers(application, dispatch.options().handlers());
        Request request = new Request(dispatch, route, access.store(), aggregates, eventTypes, serialization);
        ExecutionResult result = request.storedBefore().orElseGet(() -> execute(request));
        awaitHandlers(result, dispatch.options());
        return result;
    }

    /** Executes the command; what fails because the same command was stored meanwhile, under the same id, has not failed. */
    private ExecutionResult execute(Request request) {
        try {
            return request.result(aggregates.execute(request.execution()));
        } catch (CommanderyException e) {
            return request.storedBefore().orElseThrow(() -> e);
        }
    }

    private void awaitHandlers(ExecutionResult result, DispatchOptions options) {
        if (options.consistency().orElseThrow() != Consistency.STRONG) {
            return;
        }
        Duration timeout = options.consistencyTimeout().orElseThrow();
        try {
            if (!access.subscriptions().awaitStrong(result.position(), timeout, options.handlers())) {
                throw new ConsistencyTimeout(result, timeout);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConsistencyTimeout(result, timeout);
        }
    }
}
