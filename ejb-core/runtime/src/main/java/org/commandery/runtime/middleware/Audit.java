package org.commandery.runtime.middleware;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.commandery.application.ExecutionResult;
import org.commandery.middleware.Caller;
import org.commandery.middleware.CommandAudited;
import org.commandery.middleware.Middleware;
import org.commandery.middleware.Pipeline;
import org.jspecify.annotations.Nullable;

/** Tells who sent which command, and what came of it. */
public final class Audit implements Middleware {

    /** Before all but the logging, so that it tells what others refuse. */
    public static final int PRIORITY = 200;

    private final Consumer<CommandAudited> observers;

    /** @param observers are told */
    public Audit(Consumer<CommandAudited> observers) {
        this.observers = observers;
    }

    /** What is known when the dispatch begins, on the thread that knows the caller. */
    private record Begin(Optional<String> caller, Instant at, long nanos) {}

    @Override
    public void beforeDispatch(Pipeline pipeline) {
        Optional<String> caller = pipeline.caller().flatMap(Caller::name);
        pipeline.assign(Audit.class, new Begin(caller, Instant.now(), System.nanoTime()));
    }

    @Override
    public void afterDispatch(Pipeline pipeline, ExecutionResult result) {
        tell(pipeline, result, null);
    }

    @Override
    public void afterFailure(Pipeline pipeline, Throwable failure) {
        tell(pipeline, null, failure);
    }

    private void tell(Pipeline pipeline, @Nullable ExecutionResult result, @Nullable Throwable failure) {
        Begin begin = pipeline.assigned(Audit.class, Begin.class).orElseThrow();
        observers.accept(new CommandAudited(
                begin.caller(),
                pipeline,
                begin.at(),
                Duration.ofNanos(System.nanoTime() - begin.nanos()),
                Optional.ofNullable(result),
                Optional.ofNullable(failure)));
    }
}
