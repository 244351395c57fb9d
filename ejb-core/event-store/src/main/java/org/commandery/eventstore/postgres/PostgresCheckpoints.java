package org.commandery.eventstore.postgres;

import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.StaleCheckpoint;

/** Checkpoints as rows; a connection of the datasource is in the caller's JTA transaction by itself. */
final class PostgresCheckpoints implements Checkpoints {

    private static final String CREATE = """
            INSERT INTO {schema}.checkpoints (subscription, position) VALUES (?, ?) ON CONFLICT DO NOTHING
            """;

    private static final String FIND = """
            SELECT position FROM {schema}.checkpoints WHERE subscription = ?
            """;

    private static final String LIST = """
            SELECT subscription, position FROM {schema}.checkpoints ORDER BY subscription
            """;

    private static final String ADVANCE = """
            UPDATE {schema}.checkpoints SET position = ?, updated_at = clock_timestamp() WHERE subscription = ? AND position = ?
            """;

    private final Database database;

    PostgresCheckpoints(Database database) {
        this.database = database;
    }

    @Override
    public long open(String subscription, long start) {
        Optional<Checkpoint> known = find(subscription);
        if (known.isEmpty()) {
            database.run(CREATE, statement -> {
                statement.setString(1, subscription);
                statement.setLong(2, start);
                return statement.executeUpdate();
            });
            // Another node may have created it at the same time.
            known = find(subscription);
        }
        return known.map(Checkpoint::position).orElse(start);
    }

    @Override
    public Optional<Checkpoint> find(String subscription) {
        return database.run(FIND, statement -> {
            statement.setString(1, subscription);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Checkpoint(subscription, row.getLong(1))) : Optional.empty();
            }
        });
    }

    @Override
    public List<Checkpoint> list() {
        return database.run(LIST, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                List<Checkpoint> checkpoints = new ArrayList<>();
                while (rows.next()) {
                    checkpoints.add(new Checkpoint(rows.getString(1), rows.getLong(2)));
                }
                return List.copyOf(checkpoints);
            }
        });
    }

    @Override
    public void advance(String subscription, long from, long to) {
        if (to <= from) {
            throw new IllegalArgumentException("a checkpoint moves forward, not from %d to %d".formatted(from, to));
        }
        int moved = database.run(ADVANCE, statement -> {
            statement.setLong(1, to);
            statement.setString(2, subscription);
            statement.setLong(3, from);
            return statement.executeUpdate();
        });
        if (moved == 0) {
            throw new StaleCheckpoint(subscription, from);
        }
    }
}
