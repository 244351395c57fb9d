package org.commandery.eventstore.generated;

/** What must hold when a run is over. */
interface Rule {

    /** @throws AssertionError when it does not hold */
    void check(World world, Log log, History history);
}
