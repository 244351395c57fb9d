package org.commandery.eventstore.generated;

/** The connections of a node are cut. What they have asked for, the database still does, and nobody learns of it. */
record CutWire(int node) implements Fault {

    @Override
    public void strike(PostgresWorld world, History history) {
        world.nodes().get(node).wire().cut();
    }
}
