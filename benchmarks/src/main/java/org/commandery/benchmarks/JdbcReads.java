package org.commandery.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import javax.sql.DataSource;
import org.commandery.benchmarks.measuring.Workload;

/**
 * The least that reading all events can cost by JDBC: the rows of the one table in the order of its primary key, a page at a time over one
 * connection by one prepared statement, each column fetched as what it is, nothing made of it.
 */
final class JdbcReads implements Workload {

    private static final String PAGE_OF_EVENTS = """
            SELECT position, stream_id, version, event_id, type, revision, data, metadata, causation_id, correlation_id, tags, created_at
              FROM %s.events WHERE position > ? ORDER BY position LIMIT ?
            """;

    private final DataSource dataSource;
    private final Decoding decoding;

    JdbcReads(DataSource dataSource, Decoding decoding) {
        this.dataSource = dataSource;
        this.decoding = decoding;
    }

    @Override
    public Worker worker() throws SQLException {
        return new Reader(dataSource.getConnection());
    }

    private final class Reader implements Worker {

        private final Connection connection;
        private final PreparedStatement select;
        private long position;

        Reader(Connection connection) throws SQLException {
            this.connection = connection;
            this.select = connection.prepareStatement(PAGE_OF_EVENTS.formatted(Stores.SCHEMA));
        }

        @Override
        public long once() throws SQLException {
            select.setLong(1, position);
            select.setInt(2, StoreReads.PAGE);
            int rows = 0;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    fetch(row);
                    rows++;
                }
            }
            if (rows < StoreReads.PAGE) {
                position = 0;
            }
            return rows;
        }

        private void fetch(ResultSet row) throws SQLException {
            position = row.getLong(1);
            row.getLong(2);
            row.getLong(3);
            row.getObject(4, UUID.class);
            row.getString(5);
            row.getInt(6);
            decoding.decode(row.getString(7));
            row.getString(8);
            row.getObject(9, UUID.class);
            row.getObject(10, UUID.class);
            row.getArray(11);
            row.getObject(12, OffsetDateTime.class);
        }

        @Override
        public void close() throws SQLException {
            select.close();
            connection.close();
        }
    }
}
