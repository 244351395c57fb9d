package org.commandery.eventstore.postgres;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.commandery.eventstore.Attendance;
import org.commandery.eventstore.Checkpoints.Checkpoint;

/** The nodes that are present. */
final class Attendances {

    private static final String ATTEND = """
            SELECT kind, name, segments, stream, "position", owner, epoch, paused FROM {schema}.attend(?, ?, ?, ?)
            """;

    /** Leases that a delivery has locked are passed over: without the presence they end with the time that they were claimed for. */
    private static final String LEAVE = """
            WITH gone AS (
                DELETE FROM {schema}.attendances WHERE node = ?),
            free AS (
                SELECT subscription FROM {schema}.checkpoints WHERE owner = ? FOR UPDATE SKIP LOCKED)
            UPDATE {schema}.checkpoints c SET owner = NULL, leased_until = NULL FROM free WHERE c.subscription = free.subscription
            """;

    private final Database database;

    Attendances(Database database) {
        this.database = database;
    }

    Attendance attend(String node, Set<String> segments, Set<String> stopped, Duration timeToLive) {
        return database.run(ATTEND, statement -> {
            statement.setString(1, node);
            statement.setArray(2, sorted(statement, segments));
            statement.setArray(3, sorted(statement, stopped));
            statement.setLong(4, timeToLive.toMillis());
            return attendance(statement);
        });
    }

    /** Sorted, since the function compares them with those from before. */
    private static Array sorted(PreparedStatement statement, Set<String> names) throws SQLException {
        return statement.getConnection().createArrayOf("text", new TreeSet<>(names).toArray());
    }

    private static Attendance attendance(PreparedStatement statement) throws SQLException {
        Map<String, Set<String>> nodes = new HashMap<>();
        List<Checkpoint> checkpoints = new ArrayList<>();
        Set<String> retries = new HashSet<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String name = rows.getString(2);
                switch (rows.getString(1)) {
                    case "node" ->
                        nodes.put(name, Set.of((String[]) rows.getArray(3).getArray()));
                    case "checkpoint" ->
                        checkpoints.add(new Checkpoint(
                                name,
                                rows.getString(4),
                                rows.getLong(5),
                                rows.getString(6),
                                rows.getLong(7),
                                rows.getString(8)));
                    default -> retries.add(name);
                }
            }
        }
        return new Attendance(nodes, checkpoints, retries);
    }

    void leave(String node) {
        database.run(LEAVE, statement -> {
            statement.setString(1, node);
            statement.setString(2, node);
            return statement.executeUpdate();
        });
    }
}
