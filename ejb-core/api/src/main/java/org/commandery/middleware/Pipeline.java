package org.commandery.middleware;

import java.util.Optional;
import org.commandery.application.CommandContext;
import org.commandery.application.Consistency;
import org.commandery.application.DispatchOptions;
import org.commandery.application.ExecutionResult;

/** A dispatch, as its middleware sees and changes it. What changes it may be called by {@link Middleware#beforeDispatch} only. */
public interface Pipeline extends CommandContext {

    /**
     * Who sends the command. Known while {@link Middleware#beforeDispatch} is called: keep by {@link #assign} what is needed later.
     *
     * @return empty when nobody does: the command is dispatched by a handler because of an event, or by a thread that serves no caller
     */
    Optional<Caller> caller();

    /** How the command is dispatched: what the call says, with the defaults of its route and its application. */
    DispatchOptions options();

    /**
     * Dispatches another command instead. It needs a route of the same application; ids and options stay. A command that has no route itself is
     * refused whatever it is replaced by.
     */
    void replaceCommand(Object command);

    /**
     * Stores one more value with each event, in the place of one of the same name.
     *
     * @param name the value's name
     * @param value the value
     */
    void addMetadata(String name, String value);

    /** Says when the dispatch returns. */
    void consistency(Consistency consistency);

    /**
     * Keeps something for the middleware that is called later in this dispatch. Nothing of it is stored.
     *
     * @param key stands for it; a name, or the middleware's class
     * @param value what to keep
     */
    void assign(Object key, Object value);

    /**
     * What was kept under a key.
     *
     * @param type its class
     * @return empty when nothing was
     * @throws ClassCastException when it is of another class
     */
    <T> Optional<T> assigned(Object key, Class<T> type);

    /**
     * Ends the dispatch: the middleware after this one is not called, and the command not executed. The caller gets a {@link
     * org.commandery.application.DispatchHalted}; to give it an error that says more, throw that instead.
     */
    void halt();

    /**
     * Ends the dispatch, and answers it: the caller gets this result, as if the command had been executed. The first answer counts.
     *
     * @param result what the caller gets
     */
    void respond(ExecutionResult result);

    /** Whether the dispatch was halted or answered. */
    boolean isHalted();

    /** The answer of a middleware; empty when there is none. */
    Optional<ExecutionResult> response();
}
