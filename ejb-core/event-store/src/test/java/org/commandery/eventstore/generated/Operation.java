package org.commandery.eventstore.generated;

/**
 * What a caller does to a store. It is made up before the run, so it names what it is about by small numbers, which {@link Caller} makes
 * streams, commands and events of.
 */
interface Operation {

    /** Does it, and leaves in the history what must be true of the answer. */
    void run(Caller caller);
}
