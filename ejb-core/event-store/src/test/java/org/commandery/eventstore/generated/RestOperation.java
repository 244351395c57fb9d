package org.commandery.eventstore.generated;

/** Does nothing for a while, as when a node stands still: its leases may run out meanwhile. */
record RestOperation(int millis) implements Operation {

    @Override
    public void run(Caller caller) {
        Faults.last(millis);
    }
}
