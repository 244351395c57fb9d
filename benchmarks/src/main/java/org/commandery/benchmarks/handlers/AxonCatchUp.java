package org.commandery.benchmarks.handlers;

import io.agroal.api.AgroalDataSource;
import java.sql.SQLException;
import java.time.Duration;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.commandery.benchmarks.OrderPlaced;
import org.commandery.benchmarks.axon.AxonProjection;
import org.commandery.benchmarks.measuring.Side;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.benchmarks.projection.OrderRow;

/** Axon's processor, without a server around it, that gets as many of the same events again and again. */
final class AxonCatchUp implements Side {

    private static final String EMPTY = """
            TRUNCATE %s.%s
            """;

    private final ProjectionSite projections;
    private final AgroalDataSource pool;
    private final AxonProjection projection;

    AxonCatchUp(ProjectionSite projections) throws SQLException {
        this.projections = projections;
        this.pool = Site.pool(Rewriting.url(projections.site()));
        this.projection = new AxonProjection(
                pool,
                OrderPlaced.SAMPLE,
                projections.events(),
                ProjectionSite.SCHEMA + "." + OrderRow.BY_AXON,
                RawRows.ROWS_A_TRANSACTION);
    }

    @Override
    public double measure(Duration duration) throws Exception {
        projections.site().execute(EMPTY.formatted(ProjectionSite.SCHEMA, OrderRow.BY_AXON));
        PooledStreamingEventProcessor processor = projection.start();
        try {
            projections.commits().await(OrderRow.BY_AXON, projections.events());
        } finally {
            processor.shutDown();
        }
        return projections.commits().rate(OrderRow.BY_AXON, projections.events());
    }

    @Override
    public void close() {
        projection.close();
        pool.close();
    }
}
