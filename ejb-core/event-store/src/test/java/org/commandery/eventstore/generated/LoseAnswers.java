package org.commandery.eventstore.generated;

/** Answers of the database get lost: it has done what it was asked for, commits among it. */
record LoseAnswers(int node, int count) implements Fault {

    @Override
    public void strike(PostgresWorld world, History history) {
        world.nodes().get(node).wire().loseAnswers(count);
    }
}
