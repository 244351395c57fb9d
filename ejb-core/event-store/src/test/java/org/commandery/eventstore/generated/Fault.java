package org.commandery.eventstore.generated;

import java.sql.SQLException;

/** What can go wrong with a database, its connections, and those who use it. */
interface Fault {

    /**
     * Does the harm, and ends it.
     *
     * @throws SQLException when another fault came in between; the harm has ended all the same
     */
    void strike(PostgresWorld world, History history) throws SQLException;

    /** Whether nothing else may happen meanwhile. */
    default boolean needsPeace() {
        return false;
    }
}
