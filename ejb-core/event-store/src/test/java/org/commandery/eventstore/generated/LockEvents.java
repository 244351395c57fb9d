package org.commandery.eventstore.generated;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Somebody else locks the events, so that appends wait in the middle of their transactions, with the store's lock.
 *
 * @param cut whether the nodes' connections are cut meanwhile, so that those appends are stored later, when their nodes have tried again
 */
record LockEvents(int millis, boolean cut) implements Fault {

    private static final String LOCK = """
            LOCK TABLE "%s".events IN SHARE MODE
            """;

    @Override
    public void strike(PostgresWorld world, History history) throws SQLException {
        try (Connection connection = world.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(LOCK.formatted(world.schema()));
            Faults.last(millis / 2);
            if (cut) {
                world.nodes().forEach(node -> node.wire().cut());
            }
            Faults.last(millis / 2);
            connection.rollback();
        }
    }
}
