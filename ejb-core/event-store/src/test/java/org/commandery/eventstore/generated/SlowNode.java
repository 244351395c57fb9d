package org.commandery.eventstore.generated;

import java.time.Duration;

/** Everything between a node and the database is late for a while, commits among it. */
record SlowNode(int node, int lateMillis, int millis) implements Fault {

    @Override
    public void strike(PostgresWorld world, History history) {
        Wire wire = world.nodes().get(node).wire();
        wire.delay(Duration.ofMillis(lateMillis));
        Faults.last(millis);
        wire.delay(Duration.ZERO);
    }
}
