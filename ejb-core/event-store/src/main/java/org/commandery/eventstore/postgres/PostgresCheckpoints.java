package org.commandery.eventstore.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.commandery.eventstore.Attendance;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.DeadLetter.Parking;
import org.commandery.eventstore.Division;
import org.commandery.eventstore.StaleCheckpoint;
import org.commandery.eventstore.SubscriptionExists;
import org.jspecify.annotations.Nullable;

/** Checkpoints as rows; a connection of the datasource is in the caller's JTA transaction by itself. */
final class PostgresCheckpoints implements Checkpoints {

    private static final String CREATE = """
            INSERT INTO {schema}.checkpoints (subscription, stream, position) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private static final String FIND = """
            SELECT subscription, stream, position, owner, epoch, paused
              FROM {schema}.subscriptions WHERE subscription = ?
            """;

    private static final String LIST = """
            SELECT subscription, stream, position, owner, epoch, paused
              FROM {schema}.subscriptions ORDER BY subscription
            """;

    private static final String ADVANCE = """
            UPDATE {schema}.checkpoints SET position = ?, updated_at = clock_timestamp()
             WHERE subscription = ? AND position = ? AND paused IS NULL
            """;

    private static final String ADVANCE_LEASED = """
            UPDATE {schema}.checkpoints SET position = ?, updated_at = clock_timestamp()
             WHERE subscription = ? AND position = ? AND owner = ? AND epoch = ?
            RETURNING {schema}.bound_idle(?)
            """;

    private static final String ADVANCE_AND_PARK = """
            SELECT {schema}.advance_and_park(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** Without waiting for a transaction that is moving the checkpoint: whoever runs it has the subscription. */
    private static final String CLAIM = """
            WITH free AS (
                SELECT subscription FROM {schema}.checkpoints
                 WHERE subscription = ? AND paused IS NULL AND (owner = ? OR NOT {schema}.is_leased(owner, leased_until))
                   FOR UPDATE SKIP LOCKED)
            UPDATE {schema}.checkpoints c
               SET owner = ?, epoch = {schema}.next_epoch(c.epoch), leased_until = clock_timestamp() + ? * interval '1 millisecond'
              FROM free WHERE c.subscription = free.subscription
            RETURNING c.epoch, c.position, c.replay_up_to
            """;

    private static final String RENEW = """
            UPDATE {schema}.checkpoints SET leased_until = clock_timestamp() + ? * interval '1 millisecond'
             WHERE subscription = ? AND owner = ? AND epoch = ?
            """;

    private static final String RELEASE = """
            UPDATE {schema}.checkpoints SET owner = NULL, leased_until = NULL WHERE subscription = ? AND owner = ? AND epoch = ?
            """;

    private final Database database;
    private final Divisions divisions;
    private final Attendances attendances;

    PostgresCheckpoints(Database database) {
        this.database = database;
        this.divisions = new Divisions(database);
        this.attendances = new Attendances(database);
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
                checkpoints.add(new Checkpoint(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getLong(3),
                        rows.getString(4),
                        rows.getLong(5),
                        rows.getString(6)));
            }
            return List.copyOf(checkpoints);
        }
    }

    @Override
    public boolean delete(String subscription) {
        return divisions.delete(subscription);
    }

    @Override
    public void advance(String subscription, long from, long to) {
        requireForward(from, to);
        requireMoved(subscription, from, database.run(ADVANCE, statement -> {
            statement.setLong(1, to);
            statement.setString(2, subscription);
            statement.setLong(3, from);
            return statement.executeUpdate() > 0;
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
            statement.setLong(6, lease.timeToLive().toMillis());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }));
    }

    @Override
    public void advance(Lease lease, long from, long to, String subscription, List<Parking> parked) {
        if (parked.isEmpty()) {
            advance(lease, from, to);
            return;
        }
        requireForward(from, to);
        requireMoved(lease.subscription(), from, database.run(ADVANCE_AND_PARK, statement -> {
            statement.setString(1, lease.subscription());
            statement.setLong(2, from);
            statement.setLong(3, to);
            statement.setString(4, lease.owner());
            statement.setLong(5, lease.epoch());
            statement.setLong(6, lease.timeToLive().toMillis());
            statement.setString(7, subscription);
            setArray(statement, 8, "int8", parked, Parking::position);
            setArray(statement, 9, "text", parked, Parking::key);
            setArray(statement, 10, "text", parked, each -> Texts.storable(each.error()));
            setArray(statement, 11, "int4", parked, Parking::attempts);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }));
    }

    private static void setArray(
            PreparedStatement statement,
            int parameter,
            String type,
            List<Parking> parked,
            Function<Parking, @Nullable Object> value)
            throws SQLException {
        Object[] values = parked.stream().map(value).toArray();
        statement.setArray(parameter, statement.getConnection().createArrayOf(type, values));
    }

    private static void requireForward(long from, long to) {
        if (to <= from) {
            throw new IllegalArgumentException("a checkpoint moves forward, not from %d to %d".formatted(from, to));
        }
    }

    private static void requireMoved(String subscription, long from, boolean moved) {
        if (!moved) {
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
                        ? Optional.of(new Lease(
                                subscription, owner, row.getLong(1), row.getLong(2), row.getLong(3), timeToLive))
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

    @Override
    public Optional<Division> divide(String subscription, int segments, long start) {
        return divisions.divide(subscription, segments, start);
    }

    @Override
    public Attendance attend(String node, Set<String> segments, Set<String> stopped, Duration timeToLive) {
        return attendances.attend(node, segments, stopped, timeToLive);
    }

    @Override
    public void leave(String node) {
        attendances.leave(node);
    }

    @Override
    public boolean pause(String subscription, String reason) {
        return divisions.pause(subscription, reason);
    }

    @Override
    public boolean resume(String subscription) {
        return divisions.resume(subscription);
    }

    @Override
    public boolean move(String subscription, long position) {
        return divisions.move(subscription, position);
    }
}
