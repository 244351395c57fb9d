package org.commandery.benchmarks.handlers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.commandery.benchmarks.OrderPlaced;
import org.commandery.benchmarks.measuring.Side;
import org.commandery.benchmarks.projection.OrderRow;

/** Inserts the rows of the read model and does nothing else: no events, no checkpoint, no server. Batches and transactions are as large as the handlers'. */
final class RawRows implements Side {

    static final int ROWS_A_TRANSACTION = 1_000;

    private static final String EMPTY = """
            TRUNCATE %s.%s
            """;

    private final Commits commits;
    private final int rows;
    private final Connection connection;

    /** @param rows how many */
    RawRows(ProjectionSite projections, int rows) throws SQLException {
        this.commits = projections.commits();
        this.rows = rows;
        this.connection = DriverManager.getConnection(Rewriting.url(projections.site()));
    }

    @Override
    public double measure(Duration duration) throws SQLException {
        try (PreparedStatement empty =
                connection.prepareStatement(EMPTY.formatted(ProjectionSite.SCHEMA, OrderRow.RAW))) {
            empty.execute();
        }
        connection.setAutoCommit(false);
        String table = ProjectionSite.SCHEMA + "." + OrderRow.RAW;
        try (PreparedStatement insert = connection.prepareStatement(OrderRow.insertInto(table))) {
            for (int row = 1; row <= rows; row++) {
                OrderRow.of(OrderPlaced.SAMPLE, row, Instant.now()).addTo(insert);
                if (row % ROWS_A_TRANSACTION == 0) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        }
        connection.setAutoCommit(true);
        return commits.rate(OrderRow.RAW, rows);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
