package org.commandery.eventstore.generated;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The database ends connections of the nodes.
 *
 * @param percent how many of them, about
 */
record KillConnections(int percent) implements Fault {

    private static final String KILL = """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = ? AND random() * 100 < ?
            """;

    @Override
    public void strike(PostgresWorld world, History history) throws SQLException {
        try (Connection connection = world.dataSource().getConnection();
                PreparedStatement kill = connection.prepareStatement(KILL)) {
            kill.setString(1, Node.APPLICATION);
            kill.setInt(2, percent);
            kill.executeQuery();
        }
    }
}
