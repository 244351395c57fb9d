package org.commandery.application;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.commandery.eventstore.EventStore;
import org.commandery.personal.DataSubjects;

/** A running application: the routes of one or more bounded contexts over an event store. */
public interface Application {

    /** The application's name. */
    String name();

    /**
     * Dispatches a command with the default options.
     *
     * @param command the command
     * @return what it did, once its events are stored
     * @throws DispatchException when the command could not be dispatched, see its kinds
     * @throws CommandRejected when the aggregate refused it
     * @throws jakarta.validation.ConstraintViolationException when a constraint of the command is broken
     * @throws org.commandery.eventstore.EventStoreUnavailable when the event store cannot be reached
     */
    default ExecutionResult dispatch(Object command) {
        return dispatch(command, DispatchOptions.options());
    }

    /**
     * Dispatches a command: finds the aggregate, rebuilds its state, lets it decide, and appends the events. When somebody else wrote to the
     * aggregate's stream meanwhile, all of that is done again on the new state, unless an expected version was given.
     *
     * @param command the command
     * @param options expected version, ids, metadata, consistency, timeout, what is returned
     * @return what it did, once its events are stored
     * @throws org.commandery.eventstore.WrongExpectedVersion when the aggregate is at another version than the options expect
     * @throws ExecutionTimeout when it was not decided in time
     * @throws ConsistencyTimeout when the events are stored but not handled in time
     * @throws UnknownHandlers when the options name handlers to wait for that do not exist
     * @see #dispatch(Object)
     */
    ExecutionResult dispatch(Object command, DispatchOptions options);

    /** Dispatches a command on another thread, with the default options. */
    default CompletionStage<ExecutionResult> dispatchAsync(Object command) {
        return dispatchAsync(command, DispatchOptions.options());
    }

    /**
     * Dispatches a command on another thread, one of the server's managed ones. Each middleware's {@code beforeDispatch} is still called by this
     * thread, so that they know the caller. The caller's tenant goes along, its transaction does not. The command's timeout begins with this call.
     *
     * @param command the command
     * @param options as with {@link #dispatch(Object, DispatchOptions)}
     * @return completes with what the command did, or with the error that {@link #dispatch(Object, DispatchOptions)} would throw
     */
    CompletionStage<ExecutionResult> dispatchAsync(Object command, DispatchOptions options);

    /**
     * An aggregate's present state, rebuilt from its events.
     *
     * @param type the aggregate's class
     * @param identity the aggregate's identity, without the prefix of its stream
     * @return empty when it has no events
     * @throws IllegalArgumentException when no route names this class
     */
    <A> Optional<A> aggregate(Class<A> type, String identity);

    /**
     * The state that an aggregate had after a number of events.
     *
     * @param type the aggregate's class
     * @param identity the aggregate's identity, without the prefix of its stream
     * @param version how many of its events count; when it has fewer, all do
     * @return empty when it has no events, or none of them counts
     * @throws IllegalArgumentException when no route names this class, or the version is negative
     */
    <A> Optional<A> aggregate(Class<A> type, String identity, long version);

    /**
     * The state that an aggregate had at a time, by the times that its events are stored with.
     *
     * @param type the aggregate's class
     * @param identity the aggregate's identity, without the prefix of its stream
     * @param time events count up to the first that was stored after it
     * @return empty when it had no events then
     * @throws IllegalArgumentException when no route names this class
     */
    <A> Optional<A> aggregate(Class<A> type, String identity, Instant time);

    /**
     * Waits until strong handlers have handled all events up to a position, durably, whichever nodes work on them: then a query sees in their read models what a
     * command has stored. The position is that which the command's {@link ExecutionResult} has. Events that a handler does not want count as handled.
     *
     * <p>Not waited for are a handler that the calling thread is in, handlers that this node does not deploy, and those that follow the store of another
     * application: its positions are others.
     *
     * @param position the position of the last event to wait for; with one below 1 there is nothing to wait for
     * @param timeout how long to wait at most; zero to only look
     * @param handlers the names of those to wait for, as in {@code ordering.orders}; those of them that are not strong are not waited for. Empty for all strong
     *     ones
     * @return false when the time was over before, or the thread was interrupted, which it then still is
     * @throws UnknownHandlers when one of them does not exist
     * @throws org.commandery.eventstore.EventStoreUnavailable when the event store has to be asked, and cannot be reached
     * @see DispatchOptions#consistency(Consistency)
     */
    boolean awaitHandlers(long position, Duration timeout, Set<String> handlers);

    /** Those whose personal data the application's store holds. */
    DataSubjects dataSubjects();

    /** The application's event store. */
    EventStore eventStore();
}
