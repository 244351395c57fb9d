package org.commandery.eventstore.generated;

/** Nothing comes to a node or from it for a while, as when its machine stands still; then it goes on as if nothing had been. */
record StopNode(int node, int millis) implements Fault {

    @Override
    public void strike(PostgresWorld world, History history) {
        Wire wire = world.nodes().get(node).wire();
        wire.stop();
        Faults.last(millis);
        wire.go();
    }
}
