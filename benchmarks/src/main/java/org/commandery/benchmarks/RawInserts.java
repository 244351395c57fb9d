package org.commandery.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.benchmarks.measuring.Workload;

/** Each thread inserts into the raw table by a prepared statement on a connection of its own, which commits each. */
final class RawInserts implements Workload {

    private final DataSource dataSource;
    private final int rows;
    private final AtomicLong streams = new AtomicLong();

    /** @param rows how many rows a statement */
    RawInserts(Site site, int rows) throws SQLException {
        site.execute(RawTable.CREATE);
        this.dataSource = site.unpooled();
        this.rows = rows;
    }

    @Override
    public Worker worker() throws SQLException {
        return new Writer(dataSource.getConnection(), streams.incrementAndGet());
    }

    private final class Writer implements Worker {

        private final Connection connection;
        private final PreparedStatement insert;
        private final long stream;
        private long version;

        Writer(Connection connection, long stream) throws SQLException {
            this.connection = connection;
            this.insert = connection.prepareStatement(RawTable.insert(rows));
            this.stream = stream;
        }

        @Override
        public long once() throws SQLException {
            RawTable.bind(insert, rows, stream, version);
            version += rows;
            return insert.executeUpdate();
        }

        @Override
        public void close() throws SQLException {
            insert.close();
            connection.close();
        }
    }
}
