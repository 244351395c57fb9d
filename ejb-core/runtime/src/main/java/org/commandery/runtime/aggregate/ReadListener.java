package org.commandery.runtime.aggregate;

/** Hears how aggregates are read from the store. Called on the thread that reads; it must be quick and throws nothing. */
@FunctionalInterface
public interface ReadListener {

    /** Hears nothing. */
    ReadListener NONE = (aggregate, events, nanos) -> {};

    /**
     * An aggregate was read, or brought up to date.
     *
     * @param aggregate its class
     * @param events how many events were applied to what was known of it, in memory or by a snapshot; 0 when there were none
     * @param nanos how long that took
     */
    void read(Class<?> aggregate, long events, long nanos);

    /** Knows who listens to which application. */
    @FunctionalInterface
    interface Source {

        /** The listener of an application. */
        ReadListener of(String application);
    }
}
