package org.commandery.benchmarks.handlers;

import java.util.List;
import java.util.Locale;
import org.commandery.benchmarks.measuring.Comparison;
import org.commandery.benchmarks.measuring.Comparison.Preparation;
import org.commandery.benchmarks.measuring.Figure;
import org.commandery.benchmarks.projection.OrderRow;
import org.commandery.benchmarks.projection.Projections;

/** All figures about handlers of events. */
public final class Handlers {

    private Handlers() {}

    /** @param projections where those are measured that need a server; its owner closes it */
    public static List<Figure> figures(ProjectionSite projections) {
        String rows = String.format(Locale.ROOT, "%,d events", projections.events());
        return List.of(
                catchUp(
                        "project-jdbc",
                        0.5,
                        byJdbc(projections),
                        rawRows(projections),
                        "a raw batch insert of the same rows, " + rows),
                catchUp(
                        "project-jpa",
                        0.25,
                        (site, settings) -> new CatchUp(projections, Projections.BY_JPA, OrderRow.BY_JPA),
                        rawRows(projections),
                        "a raw batch insert of the same rows, " + rows),
                catchUp(
                        "project-axon",
                        1,
                        byJdbc(projections),
                        (site, settings) -> new AxonCatchUp(projections),
                        "Axon Framework, pooled streaming processor by JDBC, " + rows),
                new EndToEnd(projections));
    }

    private static Figure catchUp(
            String id, double target, Preparation side, Preparation reference, String referenceName) {
        return new Comparison(id, target, 1, side, reference, referenceName);
    }

    private static Preparation byJdbc(ProjectionSite projections) {
        return (site, settings) -> new CatchUp(projections, Projections.BY_JDBC, OrderRow.BY_JDBC);
    }

    private static Preparation rawRows(ProjectionSite projections) {
        return (site, settings) -> new RawRows(projections, projections.events());
    }
}
