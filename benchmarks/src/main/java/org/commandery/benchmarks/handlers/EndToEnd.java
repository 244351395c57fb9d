package org.commandery.benchmarks.handlers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commandery.benchmarks.measuring.Figure;
import org.commandery.benchmarks.measuring.Result;
import org.commandery.benchmarks.measuring.Settings;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.benchmarks.projection.OrderRow;
import org.commandery.benchmarks.projection.Projections;

/**
 * How long after a command's commit the read model shows it: the 99th percentile at 1,000 commands a second, and of it the median of the rounds. Both commits are told by
 * the database.
 */
public final class EndToEnd implements Figure {

    private static final double TARGET = 10;
    private static final int COMMANDS_A_SECOND = 1_000;
    /** More than a second can take: the sooner the server's compiler has seen enough. */
    private static final int WARM_UP_COMMANDS_A_SECOND = 4_000;

    private final ProjectionSite projections;

    /** @param projections where the server is */
    public EndToEnd(ProjectionSite projections) {
        this.projections = projections;
    }

    @Override
    public String id() {
        return "end-to-end-ms";
    }

    @Override
    public Result measure(Site site, Settings settings) throws Exception {
        ProjectionServer server = projections.server();
        projections.commits().await(OrderRow.BY_JDBC);
        projections.commits().await(OrderRow.BY_JPA);
        server.pause(Projections.BY_JPA);
        List<Double> medians = new ArrayList<>();
        List<Double> percentiles = new ArrayList<>();
        Duration duration = settings.duration().multipliedBy(4);
        server.dispatch(WARM_UP_COMMANDS_A_SECOND, settings.longWarmUp());
        delays(duration);
        for (int round = 1; round <= settings.rounds(); round++) {
            List<Double> delays = delays(duration);
            medians.add(delays.get(delays.size() / 2));
            percentiles.add(delays.get(delays.size() * 99 / 100));
            System.out.printf(
                    Locale.ROOT,
                    "%s %d/%d: p50 %.2f ms, p99 %.2f ms%n",
                    id(),
                    round,
                    settings.rounds(),
                    medians.get(round - 1),
                    percentiles.get(round - 1));
        }
        server.resume(Projections.BY_JPA);
        return Result.millis(id(), percentiles, "%,d commands/s, p99".formatted(COMMANDS_A_SECOND), TARGET, medians);
    }

    private List<Double> delays(Duration duration) throws Exception {
        long before = projections.commits().last();
        projections.server().dispatch(COMMANDS_A_SECOND, duration);
        projections.commits().await(OrderRow.BY_JDBC);
        return projections.commits().delays(OrderRow.BY_JDBC, before);
    }
}
