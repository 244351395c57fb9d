package org.commandery.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commandery.benchmarks.measuring.Figure;
import org.commandery.benchmarks.measuring.Result;
import org.commandery.benchmarks.measuring.Settings;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.eventstore.EventStore;

/**
 * How long after an append was acknowledged its event is received by who follows the store: the 99th percentile at 2,000 events a second, and
 * of it the median of the rounds. An event that came before the acknowledgement counts as 0.
 *
 * @param nodes 1 when the same JVM appends, 2 when another does
 */
record TailLatency(String id, int nodes, double target) implements Figure {

    private static final double NANOS_A_MILLI = 1e6;

    /** Someone who appends for a while. */
    private interface Appender {
        List<Trickle.Acknowledged> append(Duration duration) throws Exception;
    }

    @Override
    public Result measure(Site site, Settings settings) throws Exception {
        try (EventStore store = Stores.open(site.pool(), Stores.SCHEMA);
                Follower follower = new Follower(store)) {
            if (nodes == 1) {
                return measure(follower, duration -> Trickle.run(store, duration), settings);
            }
            try (Peer peer = new Peer(site, 1)) {
                return measure(follower, duration -> peer.trickle(duration), settings);
            }
        }
    }

    private Result measure(Follower follower, Appender appender, Settings settings) throws Exception {
        List<Double> medians = new ArrayList<>();
        List<Double> percentiles = new ArrayList<>();
        delays(follower, appender.append(settings.duration()));
        for (int round = 1; round <= settings.rounds(); round++) {
            List<Double> delays = delays(follower, appender.append(settings.duration()));
            medians.add(delays.get(delays.size() / 2));
            percentiles.add(delays.get(delays.size() * 99 / 100));
            System.out.printf(
                    Locale.ROOT,
                    "%s %d/%d: p50 %.2f ms, p99 %.2f ms%n",
                    id,
                    round,
                    settings.rounds(),
                    medians.get(round - 1),
                    percentiles.get(round - 1));
        }
        return Result.millis(
                id,
                percentiles,
                "%,d events/s, p99, %s"
                        .formatted(Trickle.EVENTS_A_SECOND, nodes == 1 ? "in one JVM" : "from one JVM to another"),
                target,
                medians);
    }

    private static List<Double> delays(Follower follower, List<Trickle.Acknowledged> all) throws InterruptedException {
        List<Double> delays = new ArrayList<>();
        for (Trickle.Acknowledged one : all) {
            delays.add(Math.max(0, follower.received(one.position()) - one.nanos()) / NANOS_A_MILLI);
        }
        return delays.stream().sorted().toList();
    }
}
