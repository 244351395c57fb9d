package org.commandery.runtime.application;

import jakarta.validation.Validator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.function.Supplier;
import org.commandery.application.DispatchOptions;
import org.commandery.middleware.Caller;
import org.commandery.runtime.aggregate.ReadListener;
import org.commandery.runtime.middleware.BeanValidation;
import org.commandery.runtime.middleware.PlacedMiddleware;
import org.commandery.runtime.router.RouteTable;

/**
 * What an application dispatches with, beside its routes and its store.
 *
 * @param middleware what is called around each dispatch, in any order
 * @param defaults how commands are dispatched where neither the caller nor the route says it
 * @param executor the threads of asynchronous dispatches
 * @param callers knows who is calling on a thread; empty when nobody does
 * @param beans gives the instance of a class that executes commands
 * @param reads hears how aggregates are read
 */
public record Dispatching(
        List<PlacedMiddleware> middleware,
        DispatchOptions defaults,
        Executor executor,
        Supplier<Optional<Caller>> callers,
        Function<Class<?>, Object> beans,
        ReadListener.Source reads) {

    public Dispatching {
        middleware = List.copyOf(middleware);
    }

    /** One without anybody who hears how aggregates are read. */
    public Dispatching(
            List<PlacedMiddleware> middleware,
            DispatchOptions defaults,
            Executor executor,
            Supplier<Optional<Caller>> callers,
            Function<Class<?>, Object> beans) {
        this(middleware, defaults, executor, callers, beans, application -> ReadListener.NONE);
    }

    /**
     * Outside of a server, as in a test: constraints are checked, and that is all.
     *
     * @param validator checks the constraints of commands
     */
    public static Dispatching plain(Supplier<Validator> validator) {
        return new Dispatching(
                List.of(PlacedMiddleware.of(new BeanValidation(validator), BeanValidation.PRIORITY)),
                DispatchOptions.options(),
                ForkJoinPool.commonPool(),
                Optional::empty,
                RouteTable::construct);
    }
}
