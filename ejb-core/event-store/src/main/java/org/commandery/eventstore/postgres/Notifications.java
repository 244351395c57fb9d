package org.commandery.eventstore.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

/**
 * A connection that hears when other nodes have appended. It holds a shared advisory lock, by which they know that somebody listens.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-listen.html">LISTEN</a>
 */
final class Notifications implements AutoCloseable {

    private static final String LISTEN = """
            LISTEN "%s"
            """;

    private static final String UNLISTEN = """
            UNLISTEN *
            """;

    private static final String SHOW_PRESENCE = """
            SELECT pg_advisory_lock_shared(?, ?)
            """;

    private static final String END_PRESENCE = """
            SELECT pg_advisory_unlock_shared(?, ?)
            """;

    /** How many listen, on any node. */
    private static final String COUNT_PRESENT = """
            SELECT count(*) FROM pg_locks
             WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND classid = ?::bigint::oid AND objid = ?::bigint::oid AND objsubid = 2
            """;

    /** Not worth a flush to disk: a notification that a crash takes away is made up for by looking. */
    private static final String NOTIFY = """
            SELECT set_config('synchronous_commit', 'off', true), pg_notify(?, '')
            """;

    private static final String DRIVER_CONNECTION = "org.postgresql.PGConnection";

    /** Any number, the same in all stores. */
    private static final int LOCK_CLASS = 712_044;

    private static final Duration CHECK = Duration.ofSeconds(10);

    private final Connection connection;
    private final Channel channel;
    private final Object driverConnection;
    private final Method getNotifications;
    private long checked = System.nanoTime();

    private Notifications(Connection connection, Channel channel) throws SQLException {
        this.connection = connection;
        this.channel = channel;
        try {
            // By the driver's own class loader: in a server the driver is a module that applications do not see.
            ClassLoader driver = connection.getMetaData().getClass().getClassLoader();
            Class<?> type = Class.forName(DRIVER_CONNECTION, false, driver);
            this.driverConnection = connection.unwrap(type);
            this.getNotifications = type.getMethod("getNotifications", int.class);
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedException(e);
        }
    }

    /** The driver is not one that can be asked for notifications. */
    static final class UnsupportedException extends SQLException {

        private static final long serialVersionUID = 1L;

        UnsupportedException(Exception cause) {
            super("not PostgreSQL's own driver", cause);
        }
    }

    /** What the stores of a schema listen to: a name and a lock of their own. */
    record Channel(String name, int lock) {

        static Channel of(String schema) {
            UUID hash = UUID.nameUUIDFromBytes(schema.getBytes(StandardCharsets.UTF_8));
            return new Channel("commandery_" + hash, hash.hashCode() & Integer.MAX_VALUE);
        }
    }

    /** Begins to listen over a connection that belongs to this from now on. */
    static Notifications listen(Database database) throws SQLException {
        Connection connection = database.open();
        try {
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            Notifications notifications = new Notifications(connection, Channel.of(database.schema(connection)));
            notifications.listen();
            return notifications;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void listen() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(LISTEN.formatted(channel.name()));
        }
        lock(SHOW_PRESENCE);
    }

    private void lock(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, LOCK_CLASS);
            statement.setInt(2, channel.lock());
            statement.execute();
        }
    }

    /** Tells all who listen. */
    static void send(Database database) {
        database.run(NOTIFY, statement -> {
            statement.setString(1, channel(database, statement).name());
            return statement.execute();
        });
    }

    /** How many connections listen, this node's included. */
    static long listening(Database database) {
        return database.run(COUNT_PRESENT, statement -> {
            statement.setLong(1, LOCK_CLASS);
            statement.setLong(2, channel(database, statement).lock());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static Channel channel(Database database, PreparedStatement statement) throws SQLException {
        return Channel.of(database.schema(statement.getConnection()));
    }

    /**
     * Waits for notifications.
     *
     * <p>The driver goes on reading while more of them keep coming, so they must be rare: senders send some hundred a second at most.
     *
     * @return false when there were none
     */
    boolean await(Duration atMost) throws SQLException {
        try {
            Object[] notifications =
                    (Object[]) getNotifications.invoke(driverConnection, Math.toIntExact(atMost.toMillis()));
            if (notifications != null && notifications.length > 0) {
                return true;
            }
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException broken) {
                throw broken;
            }
            throw new UnsupportedException(e);
        } catch (IllegalAccessException e) {
            throw new UnsupportedException(e);
        }
        requireAlive();
        return false;
    }

    /** A connection that nobody answers on any more looks like one on which nothing happens. */
    private void requireAlive() throws SQLException {
        if (System.nanoTime() - checked >= CHECK.toNanos()) {
            checked = System.nanoTime();
            if (!connection.isValid(Math.toIntExact(CHECK.toSeconds()))) {
                throw new SQLException("the connection is dead", "08006");
            }
        }
    }

    /** Gives the connection back as it was. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            lock(END_PRESENCE);
            try (Statement statement = connection.createStatement()) {
                statement.execute(UNLISTEN);
            }
        }
    }
}
