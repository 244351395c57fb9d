package org.commandery.eventstore.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.DeadLetter;
import org.commandery.eventstore.DeadLetters;
import org.commandery.eventstore.StaleCheckpoint;
import org.jspecify.annotations.Nullable;

/** Dead letters as rows; a connection of the datasource is in the caller's JTA transaction by itself. */
final class PostgresDeadLetters implements DeadLetters {

    private static final String LIST = """
            SELECT subscription, position, key, error, attempts, parked_at, retrying
              FROM {schema}.dead_letters WHERE subscription = ? AND position > ? ORDER BY position LIMIT ?
            """;

    private static final String KEYS = """
            SELECT DISTINCT key FROM {schema}.dead_letters WHERE subscription = ?
            """;

    private static final String COUNTS = """
            SELECT subscription, count(*) FROM {schema}.dead_letters GROUP BY subscription
            """;

    /** Locked in their order, here, below and where they are dropped: those who change the same letters wait for each other, and not in a circle. */
    private static final String MEANT = """
            WITH meant AS (
                SELECT subscription, position FROM {schema}.dead_letters WHERE subscription = ? %s ORDER BY position FOR UPDATE)
            """;

    private static final String ALL = MEANT.formatted("");

    private static final String OF_KEY = MEANT.formatted("AND key = ?");

    private static final String RETRY = """
            UPDATE {schema}.dead_letters d SET retrying = true FROM meant
             WHERE d.subscription = meant.subscription AND d.position = meant.position
            """;

    private static final String DROP_ALL = """
            SELECT {schema}.drop_dead_letters(?, ?)
            """;

    private static final String DROP = """
            DELETE FROM {schema}.dead_letters WHERE subscription = ? AND position = ?
            """;

    /** Locks the checkpoint to the commit, as a move of it does: nobody can claim or pause the segment meanwhile. */
    private static final String DELIVERED = """
            WITH lease AS (
                SELECT subscription FROM {schema}.checkpoints WHERE subscription = ? AND owner = ? AND epoch = ? FOR UPDATE),
            handled AS (
                DELETE FROM {schema}.dead_letters d USING lease WHERE d.subscription = ? AND d.position = ?
                RETURNING d.subscription, d.position, d.key),
            rest AS (
                SELECT d.subscription, d.position FROM {schema}.dead_letters d, handled
                 WHERE d.subscription = handled.subscription AND d.key = handled.key AND d.position <> handled.position AND NOT d.retrying
                 ORDER BY d.position FOR UPDATE OF d),
            following AS (
                UPDATE {schema}.dead_letters d SET retrying = true FROM rest WHERE d.subscription = rest.subscription AND d.position = rest.position)
            SELECT {schema}.bound_idle(?) FROM handled
            """;

    private static final String FAILED_AGAIN = """
            WITH resting AS (
                SELECT d.subscription, d.position, d.position = failed.position AS failed
                  FROM {schema}.dead_letters failed JOIN {schema}.dead_letters d USING (subscription, key)
                 WHERE failed.subscription = ? AND failed.position = ?
                 ORDER BY d.position FOR UPDATE OF d)
            UPDATE {schema}.dead_letters d
               SET retrying = false,
                   error = CASE WHEN resting.failed THEN ? ELSE d.error END,
                   attempts = CASE WHEN resting.failed THEN ? ELSE d.attempts END
              FROM resting
             WHERE d.subscription = resting.subscription AND d.position = resting.position
            """;

    private final Database database;

    PostgresDeadLetters(Database database) {
        this.database = database;
    }

    @Override
    public List<DeadLetter> list(String subscription, long afterPosition, int limit) {
        return database.run(LIST, statement -> {
            statement.setString(1, subscription);
            statement.setLong(2, afterPosition);
            statement.setInt(3, limit);
            try (ResultSet rows = statement.executeQuery()) {
                List<DeadLetter> letters = new ArrayList<>();
                while (rows.next()) {
                    letters.add(letter(rows));
                }
                return List.copyOf(letters);
            }
        });
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                row.getBoolean(7));
    }

    @Override
    public Set<String> keys(String subscription) {
        return database.run(KEYS, statement -> {
            statement.setString(1, subscription);
            try (ResultSet rows = statement.executeQuery()) {
                Set<String> keys = new HashSet<>();
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
                return Set.copyOf(keys);
            }
        });
    }

    @Override
    public Map<String, Long> counts() {
        return database.run(COUNTS, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                Map<String, Long> counts = new HashMap<>();
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
                return Map.copyOf(counts);
            }
        });
    }

    @Override
    public int retry(String subscription, @Nullable String key) {
        return database.find((key == null ? ALL : OF_KEY) + RETRY, 0, statement -> {
            statement.setString(1, subscription);
            if (key != null) {
                statement.setString(2, key);
            }
            return statement.executeUpdate();
        });
    }

    @Override
    public int drop(String subscription, @Nullable String key) {
        return database.find(DROP_ALL, 0, statement -> {
            statement.setString(1, subscription);
            statement.setString(2, key);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    @Override
    public boolean drop(String subscription, long position) {
        return database.run(DROP, statement -> {
            statement.setString(1, subscription);
            statement.setLong(2, position);
            return statement.executeUpdate() > 0;
        });
    }

    @Override
    public void delivered(Lease lease, String subscription, long position) {
        boolean removed = database.run(DELIVERED, statement -> {
            statement.setString(1, lease.subscription());
            statement.setString(2, lease.owner());
            statement.setLong(3, lease.epoch());
            statement.setString(4, subscription);
            statement.setLong(5, position);
            statement.setLong(6, lease.timeToLive().toMillis());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        });
        if (!removed) {
            throw new StaleCheckpoint(subscription, position);
        }
    }

    @Override
    public void failedAgain(String subscription, long position, String error, int attempts) {
        database.run(FAILED_AGAIN, statement -> {
            statement.setString(1, subscription);
            statement.setLong(2, position);
            statement.setString(3, Texts.storable(error));
            statement.setInt(4, attempts);
            return statement.executeUpdate();
        });
    }
}
