package org.commandery.router;

/** Takes the routes of a {@link Router}. */
public interface Routes {

    /**
     * Begins the routes to an aggregate.
     *
     * @param type the aggregate's class
     * @return takes the rest
     */
    AggregateRoute aggregate(Class<?> type);

    /** The routes to one aggregate. */
    interface AggregateRoute {

        /**
         * Says which component of each command holds the aggregate's identity.
         *
         * @param component the name of a record component, or of a method without parameters
         */
        AggregateRoute identifiedBy(String component);

        /**
         * Says what stands before the identity in the name of the aggregate's stream.
         *
         * @param prefix as in {@code order-}; empty when this is not called
         */
        AggregateRoute prefix(String prefix);

        /**
         * Sends these commands to the aggregate.
         *
         * @param commands the commands' classes; none may be routed twice in an application
         */
        AggregateRoute dispatch(Class<?>... commands);
    }
}
