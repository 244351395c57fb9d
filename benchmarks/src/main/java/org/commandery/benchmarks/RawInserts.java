package org.commandery.benchmarks;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * The least that any store could do: each thread inserts the same row, by a prepared statement on a connection of its own that commits each
 * insert, into a table with the same columns and the same indexes, without order, versions, or checks.
 */
final class RawInserts implements Workload {

    private static final String CREATE = """
            CREATE TABLE raw_events (
                position       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                stream_id      bigint NOT NULL,
                version        bigint NOT NULL,
                event_id       uuid NOT NULL UNIQUE,
                type           text NOT NULL,
                causation_id   uuid,
                correlation_id uuid,
                data           json NOT NULL,
                metadata       json,
                created_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
                UNIQUE (stream_id, version)
            )
            """;

    private static final String INSERT = """
            INSERT INTO raw_events (stream_id, version, event_id, type, data) VALUES (?, ?, ?, ?, ?::json)
            """;

    private final DataSource dataSource;
    private final AtomicLong streams = new AtomicLong();

    RawInserts(DataSource dataSource) {
        this.dataSource = dataSource;
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Worker worker() throws SQLException {
        return new Writer(dataSource.getConnection(), streams.incrementAndGet());
    }

    @Override
    public void close() {
        // Each worker closes what it opened.
    }

    private static final class Writer implements Worker {

        private final Connection connection;
        private final PreparedStatement insert;
        private final long stream;
        private long version;

        Writer(Connection connection, long stream) throws SQLException {
            this.connection = connection;
            this.insert = connection.prepareStatement(INSERT);
            this.stream = stream;
        }

        @Override
        public void once() throws SQLException {
            insert.setLong(1, stream);
            insert.setLong(2, ++version);
            insert.setObject(3, UuidCreator.getTimeOrderedEpochPlus1());
            insert.setString(4, Row.TYPE);
            insert.setString(5, Row.DATA);
            insert.executeUpdate();
        }

        @Override
        public void close() throws SQLException {
            insert.close();
            connection.close();
        }
    }
}
