package org.commandery.eventstore.generated;

/**
 * The database server is restarted.
 *
 * @param crash whether it ends as in a crash, and not as an administrator stops it
 */
record RestartServer(boolean crash) implements Fault {

    @Override
    public void strike(PostgresWorld world, History history) {
        if (crash) {
            world.server().crash();
        } else {
            world.server().restart();
        }
    }
}
