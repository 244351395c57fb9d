package org.commandery.middleware;

import org.commandery.application.ExecutionResult;

/**
 * What is called around each dispatch of a command. A CDI bean of this type is found at deployment and called for all applications of the
 * deployment, or, annotated with {@link org.commandery.application.BoundedContext}, for the commands of one context. There is one instance, which
 * many threads call at once.
 *
 * <p>{@link #beforeDispatch} is called in the order of {@link jakarta.annotation.Priority}, the lowest first, {@value #DEFAULT_PRIORITY} where
 * there is none; the other two in the reverse order, so that who came first has the last word, as around a method call. Only those whose {@code
 * beforeDispatch} was called are called afterwards, the one that halted among them.
 *
 * <p>A command without a route passes by those that are for all contexts, and is refused after the last of them, unless one has answered it.
 *
 * <p>A dispatch ends when its events are stored and, with strong consistency, handled: {@code afterDispatch} comes after that. When a caller's
 * transaction is joined, events are stored when it commits, later than that.
 */
public interface Middleware {

    /** The place of a middleware that names none: after those that Commandery brings, but before the constraints of the command are checked. */
    int DEFAULT_PRIORITY = jakarta.interceptor.Interceptor.Priority.APPLICATION;

    /**
     * Called before the command is taken to its aggregate. It may change the command, add to the metadata, or halt. What it throws ends the
     * dispatch: the caller gets it.
     *
     * @param pipeline the dispatch
     */
    default void beforeDispatch(Pipeline pipeline) {}

    /**
     * Called when the dispatch succeeded. What it throws is logged and changes nothing: the events are stored.
     *
     * @param pipeline the dispatch
     * @param result what the caller gets
     */
    default void afterDispatch(Pipeline pipeline, ExecutionResult result) {}

    /**
     * Called when the dispatch failed. What it throws is logged and changes nothing.
     *
     * @param pipeline the dispatch
     * @param failure what the caller gets: a rejection of the aggregate, what a middleware threw, or any other error
     */
    default void afterFailure(Pipeline pipeline, Throwable failure) {}
}
