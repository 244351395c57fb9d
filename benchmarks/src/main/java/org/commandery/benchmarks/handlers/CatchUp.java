package org.commandery.benchmarks.handlers;

import java.time.Duration;
import org.commandery.benchmarks.measuring.Side;

/** A handler on the server that is reset, and gets all events again. */
final class CatchUp implements Side {

    private final ProjectionSite projections;
    private final String handler;
    private final String table;

    /**
     * @param handler its name
     * @param table what it writes to
     */
    CatchUp(ProjectionSite projections, String handler, String table) throws Exception {
        this.projections = projections;
        this.handler = handler;
        this.table = table;
        projections.commits().await(table);
    }

    @Override
    public double measure(Duration duration) throws Exception {
        projections.server().reset(handler);
        projections.commits().await(table);
        return projections.commits().rate(table, projections.commits().last());
    }

    @Override
    public void close() {}
}
