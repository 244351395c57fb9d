package org.commandery.eventstore.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.StaleCheckpoint;
import org.commandery.eventstore.SubscriptionExists;

/** Checkpoints as rows; a connection of the datasource is in the caller's JTA transaction by itself. */
final class PostgresCheckpoints implements Checkpoints {

    private static final String CREATE = """
            INSERT INTO {schema}.checkpoints (subscription, stream, position) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private static final String FIND = """
            SELECT subscription, stream, position, CASE WHEN leased_until > clock_timestamp() THEN owner END
              FROM {schema}.checkpoints WHERE subscription = ?
            """;

    private static final String LIST = """
            SELECT subscription, stream, position, CASE WHEN leased_until > clock_timestamp() THEN owner END
              FROM {schema}.checkpoints ORDER BY subscription
            """;

    private static final String DELETE = """
            DELETE FROM {schema}.checkpoints WHERE subscription = ?
            """;

    private static final String ADVANCE = """
            UPDATE {schema}.checkpoints SET position = ?, updated_at = clock_timestamp() WHERE subscription = ? AND position = ?
            """;

    private static final String ADVANCE_LEASED = """
            UPDATE {schema}.checkpoints SET position = ?, updated_at = clock_timestamp()
             WHERE subscription = ? AND position = ? AND owner = ? AND epoch = ?
            """;

    /** Without waiting for a transaction that is moving the checkpoint: whoever runs it has the subscription. */
    private static final String CLAIM = """
            WITH free AS (
                SELECT subscription FROM {schema}.checkpoints
                 WHERE subscription = ? AND (owner IS NULL OR owner = ? OR leased_until <= clock_timestamp())
                   FOR UPDATE SKIP LOCKED)
            UPDATE {schema}.checkpoints c
               SET owner = ?, epoch = c.epoch + 1, leased_until = clock_timestamp() + ? * interval '1 millisecond'
              FROM free WHERE c.subscription = free.subscription
            RETURNING c.epoch, c.position
            """;

    private static final String RENEW = """
            UPDATE {schema}.checkpoints SET leased_until = clock_timestamp() + ? * interval '1 millisecond'
             WHERE subscription = ? AND owner = ? AND epoch = ?
            """;

    private static final String RELEASE = """
            UPDATE {schema}.checkpoints SET owner = NULL, leased_until = NULL WHERE subscription = ? AND owner = ? AND epoch = ?
            """;

    private final Database database;

    PostgresCheckpoints(Database database) {
        this.database = database;
    }

    @Override
    public long open(String subscription, String stream, long start) {
        Optional<Checkpoint> known = find(subscription);
        if (known.isEmpty()) {
            database.run(CREATE, statement -> {
                statement.setString(1, subscription);
                statement.setString(2, stream);
                statement.setLong(3, start);
                return statement.executeUpdate();
            });
            // Another node may have created it at the same time.
            known = find(subscription);
        }
        if (known.isPresent() && !known.get().stream().equals(stream)) {
            throw new SubscriptionExists(subscription, known.get().stream());
        }
        return known.map(Checkpoint::position).orElse(start);
    }

    @Override
    public Optional<Checkpoint> find(String subscription) {
        return database.run(FIND, statement -> {
            statement.setString(1, subscription);
            return checkpoints(statement).stream().findFirst();
        });
    }

    @Override
    public List<Checkpoint> list() {
        return database.run(LIST, PostgresCheckpoints::checkpoints);
    }

    private static List<Checkpoint> checkpoints(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<Checkpoint> checkpoints = new ArrayList<>();
            while (rows.next()) {
                checkpoints.add(
                        new Checkpoint(rows.getString(1), rows.getString(2), rows.getLong(3), rows.getString(4)));
            }
            return List.copyOf(checkpoints);
        }
    }

    @Override
    public boolean delete(String subscription) {
        return database.run(DELETE, statement -> {
            statement.setString(1, subscription);
            return statement.executeUpdate() > 0;
        });
    }

    @Override
    public void advance(String subscription, long from, long to) {
        requireForward(from, to);
        requireMoved(subscription, from, database.run(ADVANCE, statement -> {
            statement.setLong(1, to);
            statement.setString(2, subscription);
            statement.setLong(3, from);
            return statement.executeUpdate();
        }));
    }

    @Override
    public void advance(Lease lease, long from, long to) {
        requireForward(from, to);
        requireMoved(lease.subscription(), from, database.run(ADVANCE_LEASED, statement -> {
            statement.setLong(1, to);
            statement.setString(2, lease.subscription());
            statement.setLong(3, from);
            statement.setString(4, lease.owner());
            statement.setLong(5, lease.epoch());
            return statement.executeUpdate();
        }));
    }

    private static void requireForward(long from, long to) {
        if (to <= from) {
            throw new IllegalArgumentException("a checkpoint moves forward, not from %d to %d".formatted(from, to));
        }
    }

    private static void requireMoved(String subscription, long from, int rows) {
        if (rows == 0) {
            throw new StaleCheckpoint(subscription, from);
        }
    }

    @Override
    public Optional<Lease> claim(String subscription, String owner, Duration timeToLive) {
        return database.run(CLAIM, statement -> {
            statement.setString(1, subscription);
            statement.setString(2, owner);
            statement.setString(3, owner);
            statement.setLong(4, timeToLive.toMillis());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Lease(subscription, owner, row.getLong(1), row.getLong(2)))
                        : Optional.empty();
            }
        });
    }

    @Override
    public boolean renew(Lease lease, Duration timeToLive) {
        return database.run(RENEW, statement -> {
            statement.setLong(1, timeToLive.toMillis());
            statement.setString(2, lease.subscription());
            statement.setString(3, lease.owner());
            statement.setLong(4, lease.epoch());
            return statement.executeUpdate() > 0;
        });
    }

    @Override
    public void release(Lease lease) {
        database.run(RELEASE, statement -> {
            statement.setString(1, lease.subscription());
            statement.setString(2, lease.owner());
            statement.setLong(3, lease.epoch());
            return statement.executeUpdate();
        });
    }
}
