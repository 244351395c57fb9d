package org.commandery.runtime.middleware;

import org.commandery.application.ExecutionResult;
import org.commandery.middleware.Middleware;
import org.commandery.middleware.Pipeline;

/** Logs each dispatch under {@code org.commandery.dispatch}: beginning and success at debug, refusals at info, everything else at warn. */
public final class Logging implements Middleware {

    /** Before all others, so that it logs what they refuse. */
    public static final int PRIORITY = 100;

    @Override
    public void beforeDispatch(Pipeline pipeline) {
        pipeline.assign(Logging.class, System.nanoTime());
        if (MiddlewareLog.LOG.isDebugEnabled()) {
            MiddlewareLog.LOG.dispatched(
                    name(pipeline), application(pipeline), pipeline.commandId(), pipeline.correlationId());
        }
    }

    @Override
    public void afterDispatch(Pipeline pipeline, ExecutionResult result) {
        if (MiddlewareLog.LOG.isDebugEnabled()) {
            MiddlewareLog.LOG.stored(
                    name(pipeline), result.stream(), result.version(), milliseconds(pipeline), result.commandId());
        }
    }

    @Override
    public void afterFailure(Pipeline pipeline, Throwable failure) {
        if (Outcome.of(failure) == Outcome.REFUSED) {
            MiddlewareLog.LOG.refused(
                    name(pipeline),
                    application(pipeline),
                    milliseconds(pipeline),
                    pipeline.commandId(),
                    failure.getMessage());
        } else {
            MiddlewareLog.LOG.failed(
                    name(pipeline), application(pipeline), milliseconds(pipeline), pipeline.commandId(), failure);
        }
    }

    private static String name(Pipeline pipeline) {
        return pipeline.command().getClass().getSimpleName();
    }

    private static String application(Pipeline pipeline) {
        return pipeline.tenant()
                .map(tenant -> pipeline.application() + " of tenant " + tenant)
                .orElseGet(pipeline::application);
    }

    private static long milliseconds(Pipeline pipeline) {
        return pipeline.assigned(Logging.class, Long.class)
                .map(begin -> (System.nanoTime() - begin) / 1_000_000)
                .orElse(0L);
    }
}
