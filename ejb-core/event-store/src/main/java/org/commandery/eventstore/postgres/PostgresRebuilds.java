package org.commandery.eventstore.postgres;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.commandery.eventstore.CannotRebuild;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.Rebuilds;

/** Rebuilds by functions of the store's schema; a connection of the datasource is in the caller's JTA transaction by itself. */
final class PostgresRebuilds implements Rebuilds {

    private static final String COLUMNS = "subscription, tables, rebuilt, goal, begun_at";

    private static final String BEGIN = """
            SELECT %s FROM {schema}.begin_rebuild(?, ?, current_schema())
            """.formatted(COLUMNS);

    private static final String FIND = """
            SELECT %s FROM {schema}.rebuilds WHERE subscription = ?
            """.formatted(COLUMNS);

    private static final String ENTER = """
            SELECT set_config('search_path', quote_ident(rebuilt) || ', ' || current_setting('search_path'), true)
              FROM {schema}.rebuilds WHERE subscription = ?
            """;

    /**
     * Whoever wants the tables meanwhile waits no longer than this either. It is much shorter than deadlock_timeout: where two wait for each other, this
     * gives way before anybody else is made to.
     */
    private static final String FINISH = """
            SELECT set_config('lock_timeout', '200ms', true), {schema}.finish_rebuild(?)
            """;

    private static final String ABANDON = """
            SELECT {schema}.abandon_rebuild(?)
            """;

    /** Lock not available; deadlock detected. */
    private static final Set<String> IN_USE = Set.of("55P03", "40P01");

    /** Insufficient privilege; object not in prerequisite state; dependent objects still exist; undefined table. */
    private static final Set<String> IMPOSSIBLE = Set.of("42501", "55000", "2BP01", "42P01");

    private final Database database;

    PostgresRebuilds(Database database) {
        this.database = database;
    }

    @Override
    public Rebuild begin(String subscription, Set<String> tables) {
        try {
            return database.run(BEGIN, statement -> {
                Array names = statement.getConnection().createArrayOf("text", new TreeSet<>(tables).toArray());
                statement.setString(1, subscription);
                statement.setArray(2, names);
                return rebuild(statement).orElseThrow();
            });
        } catch (EventStoreUnavailable e) {
            throw refused(subscription, e);
        }
    }

    @Override
    public Optional<Rebuild> find(String subscription) {
        return database.run(FIND, statement -> {
            statement.setString(1, subscription);
            return rebuild(statement);
        });
    }

    private static Optional<Rebuild> rebuild(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new Rebuild(
                            row.getString(1),
                            List.of((String[]) row.getArray(2).getArray()),
                            row.getString(3),
                            row.getLong(4),
                            row.getObject(5, OffsetDateTime.class).toInstant()))
                    : Optional.empty();
        }
    }

    @Override
    public void enter(String subscription) {
        boolean entered = database.run(ENTER, statement -> {
            statement.setString(1, subscription);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        });
        if (!entered) {
            throw new CannotRebuild(subscription, "its rebuild has ended", null);
        }
    }

    @Override
    public boolean finish(String subscription) {
        try {
            return database.run(FINISH, statement -> {
                statement.setString(1, subscription);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() && row.getBoolean(2);
                }
            });
        } catch (EventStoreUnavailable e) {
            if (e.getCause() instanceof SQLException cause && IN_USE.contains(String.valueOf(cause.getSQLState()))) {
                return false;
            }
            throw refused(subscription, e);
        }
    }

    @Override
    public boolean abandon(String subscription) {
        return database.run(ABANDON, statement -> {
            statement.setString(1, subscription);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        });
    }

    private static RuntimeException refused(String subscription, EventStoreUnavailable e) {
        return e.getCause() instanceof SQLException cause && IMPOSSIBLE.contains(String.valueOf(cause.getSQLState()))
                ? new CannotRebuild(subscription, SqlErrors.firstLine(cause), cause)
                : e;
    }
}
