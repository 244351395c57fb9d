package org.commandery.runtime.middleware;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.commandery.application.DispatchHalted;
import org.commandery.application.ExecutionResult;
import org.commandery.middleware.Middleware;
import org.commandery.middleware.Pipeline;

/** The middleware of an application, in order, for each of its contexts. */
public final class MiddlewareChain {

    private final Map<String, List<Middleware>> byContext;
    private final List<Middleware> ofNoContext;

    /**
     * @param all in any order; those of one priority are called in this one
     * @param contexts the application's contexts
     */
    public MiddlewareChain(Collection<PlacedMiddleware> all, Collection<String> contexts) {
        List<PlacedMiddleware> ordered = all.stream()
                .sorted(Comparator.comparingInt(PlacedMiddleware::priority))
                .toList();
        this.byContext = contexts.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), context -> those(ordered, placed -> placed.isFor(context))));
        this.ofNoContext = those(ordered, placed -> placed.context().isEmpty());
    }

    private static List<Middleware> those(List<PlacedMiddleware> ordered, Predicate<PlacedMiddleware> wanted) {
        return ordered.stream().filter(wanted).map(PlacedMiddleware::middleware).toList();
    }

    /**
     * The way of one dispatch through it.
     *
     * @param pipeline the dispatch, of one of the contexts; one of another, or of none, passes by the middleware that is for all contexts
     */
    public Passage passage(Pipeline pipeline) {
        return new Passage(byContext.getOrDefault(pipeline.context(), ofNoContext), pipeline);
    }

    /** The way of one dispatch: in, to the one that halts it or past all; and out, past those that it came by. */
    public static final class Passage {

        private final List<Middleware> chain;
        private final Pipeline pipeline;
        private int reached;

        private Passage(List<Middleware> chain, Pipeline pipeline) {
            this.chain = chain;
            this.pipeline = pipeline;
        }

        /**
         * Goes in.
         *
         * @throws DispatchHalted when one halts the dispatch without an answer
         */
        public void enter() {
            for (Middleware next : chain) {
                reached++;
                next.beforeDispatch(pipeline);
                if (pipeline.isHalted()) {
                    if (pipeline.response().isEmpty()) {
                        throw new DispatchHalted(pipeline.command().getClass(), next.getClass());
                    }
                    return;
                }
            }
        }

        /** Goes out after a success. */
        public void succeeded(ExecutionResult result) {
            leave(middleware -> middleware.afterDispatch(pipeline, result));
        }

        /** Goes out after a failure. */
        public void failed(Throwable failure) {
            leave(middleware -> middleware.afterFailure(pipeline, failure));
        }

        private void leave(Consumer<Middleware> callback) {
            while (reached > 0) {
                Middleware middleware = chain.get(--reached);
                try {
                    callback.accept(middleware);
                } catch (RuntimeException e) {
                    MiddlewareLog.LOG.callbackFailed(
                            middleware.getClass(), pipeline.command().getClass(), e);
                }
            }
        }
    }
}
