package org.commandery.runtime.subscription;

/** Makes deliveries to a handler: one for each segment, which uses it on one thread at a time. */
@FunctionalInterface
public interface Deliveries {

    /** A delivery to the handler. */
    Delivery live();

    /**
     * A delivery to the handler that rebuilds its tables beside the live ones: it calls the handler with the events as replayed, in a transaction in which the
     * names of the tables mean those that are rebuilt, and makes no calls after the commit.
     *
     * @param enter has the names of tables mean the rebuilt ones, up to the end of the calling thread's transaction
     * @throws UnsupportedOperationException when the handler cannot do that
     */
    default Delivery rebuilding(Runnable enter) {
        throw new UnsupportedOperationException("this handler has no tables to rebuild");
    }

    /** Hears of the deliveries of all segments; not of those that rebuild tables, which would drown the live ones. */
    default DeliveryListener listener() {
        return DeliveryListener.NONE;
    }
}
