package org.commandery.router;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.commandery.application.DispatchOptions;
import org.commandery.application.Lifespan;

/** Takes the routes of a {@link Router}. All of it is checked at deployment, and a mistake fails the deployment. */
public interface Routes {

    /**
     * Begins the routes to an aggregate.
     *
     * @param type the aggregate's class; it is named once in an application
     * @return takes the rest
     */
    <A> AggregateRoute<A> aggregate(Class<A> type);

    /**
     * Takes the routes of another router too, as if they stood here. That router may take others in turn.
     *
     * @param router knows some of the context's routes; it has no {@link org.commandery.application.BoundedContext} of its own
     */
    void include(Router router);

    /**
     * The routes to one aggregate.
     *
     * @param <A> the aggregate's class
     */
    interface AggregateRoute<A> {

        /**
         * Says which component of each command holds the aggregate's identity. Identities are compared by their text.
         *
         * @param component the name of a record component, or of a method without parameters, whose class overrides {@code toString}
         */
        AggregateRoute<A> identifiedBy(String component);

        /**
         * Says how the identity is got from commands of one class, or of one interface that commands implement; it goes before {@link
         * #identifiedBy(String)}.
         *
         * @param commands the commands' class or interface
         * @param identity gives the identity; null or blank refuses the command
         */
        <C> AggregateRoute<A> identifiedBy(Class<C> commands, Function<? super C, ?> identity);

        /**
         * Says what stands before the identity in the name of the aggregate's stream.
         *
         * @param prefix as in {@code order-}; empty when this is not called
         */
        AggregateRoute<A> prefix(String prefix);

        /**
         * Says what stands before the identity in the name of the aggregate's stream, anew for each command.
         *
         * @param prefix never gives null; for one aggregate always the same, or its events are not found again
         */
        AggregateRoute<A> prefix(Supplier<String> prefix);

        /**
         * Says how the aggregate's commands are dispatched where the caller leaves it open: timeout, attempts, consistency, what is returned,
         * metadata.
         *
         * @param defaults neither ids nor an expected version, which belong to a single dispatch
         */
        AggregateRoute<A> options(DispatchOptions defaults);

        /** Says how long the aggregate stays in memory after a command; {@link Lifespan#DEFAULT} when this is not called. */
        AggregateRoute<A> lifespan(Lifespan lifespan);

        /** Checks all of the aggregate's commands before they are executed. */
        AggregateRoute<A> beforeExecute(BeforeExecute<? super A, Object> check);

        /**
         * Has the commands executed by classes of their own. A method {@code execute(state, command)} takes the aggregate's state, which is null
         * as long as it has no events (or its {@code initial()} one), and returns events as a method of the aggregate would. A command that none of
         * these classes has a method for is executed by the aggregate itself. A class is a CDI bean, or has a constructor without parameters.
         *
         * @param handlers the classes; many threads call an instance at once
         */
        AggregateRoute<A> handledBy(Class<?>... handlers);

        /**
         * Says what the methods are called that execute commands, in the aggregate and in classes of their own.
         *
         * @param method {@code execute} when this is not called
         */
        AggregateRoute<A> executeMethod(String method);

        /**
         * Says what the aggregate's methods are called that apply events.
         *
         * @param method {@code apply} when this is not called
         */
        AggregateRoute<A> applyMethod(String method);

        /**
         * Sends these commands to the aggregate.
         *
         * @param commands the commands' classes; none may be routed twice in an application
         */
        AggregateRoute<A> dispatch(Class<?>... commands);

        /**
         * Sends a command to the aggregate in a way of its own.
         *
         * @param command the command's class; it may not be routed twice in an application
         * @param route says what is different for this command
         */
        <C> AggregateRoute<A> dispatch(Class<C> command, Consumer<? super CommandRoute<A, C>> route);
    }

    /**
     * The route of one command. What it does not say is as for the aggregate's other commands.
     *
     * @param <A> the aggregate's class
     * @param <C> the command's class
     */
    interface CommandRoute<A, C> {

        /**
         * Says which component of the command holds the aggregate's identity.
         *
         * @see AggregateRoute#identifiedBy(String)
         */
        CommandRoute<A, C> identifiedBy(String component);

        /**
         * Says how the identity is got from the command.
         *
         * @param identity gives the identity; null or blank refuses the command
         */
        CommandRoute<A, C> identifiedBy(Function<? super C, ?> identity);

        /**
         * Says how the command is dispatched where the caller leaves it open.
         *
         * @see AggregateRoute#options(DispatchOptions)
         */
        CommandRoute<A, C> options(DispatchOptions defaults);

        /** Says how long the aggregate stays in memory after this command. */
        CommandRoute<A, C> lifespan(Lifespan lifespan);

        /** Checks the command before it is executed, after the check of {@link AggregateRoute#beforeExecute} if there is one. */
        CommandRoute<A, C> beforeExecute(BeforeExecute<? super A, ? super C> check);

        /**
         * Has the command executed by a class of its own.
         *
         * @see AggregateRoute#handledBy(Class[])
         */
        CommandRoute<A, C> handledBy(Class<?> handler);
    }
}
