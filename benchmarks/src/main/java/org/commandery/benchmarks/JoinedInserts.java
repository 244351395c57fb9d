package org.commandery.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.benchmarks.measuring.Workload;

/** Each caller begins a JTA transaction, inserts a row into the raw table by a connection of the pool, and commits. */
final class JoinedInserts implements Workload {

    private final Jta jta;
    private final AtomicLong streams = new AtomicLong();

    JoinedInserts(Site site) throws SQLException {
        site.execute(RawTable.CREATE);
        jta = new Jta(site.jdbcUrl());
    }

    @Override
    public Worker worker() {
        return jta.inTransactions(new Inserter(streams.incrementAndGet()));
    }

    @Override
    public void close() {
        jta.close();
    }

    private final class Inserter implements Worker {

        private final long stream;
        private long version;

        Inserter(long stream) {
            this.stream = stream;
        }

        @Override
        public long once() throws SQLException {
            try (Connection connection = jta.pool().getConnection();
                    PreparedStatement insert = connection.prepareStatement(RawTable.insert(1))) {
                RawTable.bind(insert, 1, stream, version++);
                return insert.executeUpdate();
            }
        }
    }
}
