package org.commandery.eventstore.generated;

/** Nothing strikes for a while. */
record Peace(int millis) implements Fault {

    @Override
    public void strike(PostgresWorld world, History history) {
        Faults.last(millis);
    }
}
