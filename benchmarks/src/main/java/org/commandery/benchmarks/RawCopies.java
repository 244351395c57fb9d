package org.commandery.benchmarks;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.benchmarks.measuring.Workload;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Copies the same rows into the raw table, a transaction of 20,000 at a time. */
final class RawCopies implements Workload {

    static final int ROWS = 20_000;
    static final int EVENTS_A_STREAM = 10;

    private static final int CHARACTERS_AT_ONCE = 1 << 16;

    private static final String COPY = """
            COPY raw_events (position, stream_id, version, event_id, type, data, created_at) FROM STDIN
            """;

    private final Site site;

    RawCopies(Site site) throws SQLException {
        site.execute(RawTable.CREATE);
        this.site = site;
    }

    @Override
    public Worker worker() throws SQLException {
        return new Copier(site.unpooled().getConnection());
    }

    private static final class Copier implements Worker {

        private final Connection connection;
        private final String now = Instant.now().toString();
        private final StringBuilder rows = new StringBuilder();
        private long number;

        Copier(Connection connection) {
            this.connection = connection;
        }

        @Override
        public long once() throws SQLException {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
            for (int i = 0; i < ROWS; i++) {
                append(number++);
                if (rows.length() > CHARACTERS_AT_ONCE) {
                    send(copy);
                }
            }
            send(copy);
            return copy.endCopy();
        }

        private void append(long next) {
            rows.append(next + 1)
                    .append('\t')
                    .append(next / EVENTS_A_STREAM)
                    .append('\t')
                    .append(next % EVENTS_A_STREAM + 1)
                    .append('\t')
                    .append(UuidCreator.getTimeOrderedEpochPlus1())
                    .append('\t')
                    .append(OrderPlaced.TYPE)
                    .append('\t')
                    .append(OrderPlaced.DATA)
                    .append('\t')
                    .append(now)
                    .append('\n');
        }

        private void send(CopyIn copy) throws SQLException {
            byte[] taken = rows.toString().getBytes(StandardCharsets.UTF_8);
            rows.setLength(0);
            copy.writeToCopy(taken, 0, taken.length);
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
