package org.commandery.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.commandery.benchmarks.axon.AxonAppends;
import org.commandery.benchmarks.axon.AxonReplay;
import org.commandery.benchmarks.handlers.Handlers;
import org.commandery.benchmarks.handlers.ProjectionSite;
import org.commandery.benchmarks.http.HttpCommands;
import org.commandery.benchmarks.measuring.Comparison;
import org.commandery.benchmarks.measuring.Comparison.Preparation;
import org.commandery.benchmarks.measuring.Figure;
import org.commandery.benchmarks.measuring.Run;
import org.commandery.benchmarks.measuring.Settings;
import org.commandery.benchmarks.measuring.Side;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.eventstore.EventStore;
import org.commandery.runtime.aggregate.Aggregates;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.serialization.JsonCodec;

/** All figures there are. */
public final class Benchmarks {

    private static final int TURNS = 4;
    /** Connections beside the one that each store keeps: for the looks at who else listens. */
    private static final int LOOKS = 100;

    private static final JsonCodec CODEC = new JsonCodec();

    private Benchmarks() {}

    /**
     * @param arguments the directory to write to, and the versions of Axon Framework and WildFly
     * @throws IOException when it cannot be written to
     */
    public static void main(String[] arguments) throws IOException, SQLException {
        Settings settings = Settings.fromSystemProperties();
        List<String> libraries = List.of("Axon Framework " + arguments[1], "WildFly " + arguments[2]);
        int projected = settings.quick() ? 30_000 : 1_000_000;
        try (ProjectionSite projections = new ProjectionSite(projected, History::write)) {
            List<Figure> all = new ArrayList<>(figures(settings));
            // Last: their servers stay at work until the end.
            all.addAll(Handlers.figures(projections));
            Run.all(all, settings, libraries, Path.of(arguments[0]));
        }
    }

    private static List<Figure> figures(Settings settings) {
        boolean quick = settings.quick();
        int stored = quick ? 250_000 : 10_000_000;
        int schemas = quick ? 30 : 1_000;
        int read = quick ? 50_000 : 500_000;
        Duration age = Duration.ofMillis(quick ? 500 : 20_000);
        // As many processes of PostgreSQL have to be started, and each has to make its plans.
        Duration manyStores = Duration.ofSeconds(quick ? 2 : 60);
        return List.of(
                ratio("append-1", 0.65, appends(1, 1), inserts(1, 1), "single-row inserts, 1 connection"),
                ratio("append-32", 1.3, appends(32, 1), inserts(32, 1), "single-row inserts, 32 connections"),
                ratio("append-256", 2.3, appends(256, 1), inserts(32, 1), "single-row inserts, 32 connections"),
                ratio("append-32x10", 0.75, appends(32, 10), inserts(32, 10), "10-row inserts, 32 connections"),
                ratio("append-all-row", 12, appends(32, 1), allRow(32), "a layout with an $all row and a NOTIFY"),
                ratio(
                        "append-joined",
                        0.5,
                        (site, s) -> Side.of(32, new JoinedAppends(site)),
                        (site, s) -> Side.of(32, new JoinedInserts(site)),
                        "the same JTA transactions with a plain insert"),
                ratio("append-two-nodes", 0.9, (site, s) -> new TwoNodes(site, 16), appends(32, 1), "one JVM"),
                new Comparison(
                        "append-old-snapshot",
                        0.95,
                        1,
                        (site, s) -> new OldSnapshot(site, age),
                        (site, s) -> Side.of(OldSnapshot.WRITERS, OldSnapshot.appends(site)),
                        "before the snapshot, which is %.1f s old".formatted(age.toMillis() / 1e3)),
                ratio(
                        "append-10m",
                        0.9,
                        (site, s) -> appendsAfter(site, stored),
                        appends(32, 1),
                        "none stored, against %,d events".formatted(stored)),
                ratio(
                        "append-1000-schemas",
                        0.2,
                        (site, s) -> Side.of(32, StoreAppends.spread(Stores.open(site.pool(schemas + LOOKS), schemas)))
                                .warmed(manyStores),
                        appends(32, 1),
                        "one store, against %,d".formatted(schemas)),
                ratio(
                        "read-decoded",
                        0.9,
                        (site, s) -> reads(site, read, Decoding.by(CODEC)),
                        (site, s) -> Side.of(1, new JdbcReads(site.unpooled(), Decoding.by(CODEC))),
                        "plain JDBC scan, decoded by the same binding"),
                ratio(
                        "read-raw",
                        0.8,
                        (site, s) -> reads(site, read, Decoding.NONE),
                        (site, s) -> Side.of(1, new JdbcReads(site.unpooled(), Decoding.NONE)),
                        "plain JDBC scan"),
                new TailLatency("tail-ms", 1, 2),
                new TailLatency("tail-ms-two-nodes", 2, 8),
                ratio(
                        "dispatch-cached",
                        0.85,
                        (site, s) -> Side.of(32, Dispatches.spread(application(site)))
                                .warmed(s.longWarmUp()),
                        appends(32, 1),
                        "bare appends to the store"),
                ratio(
                        "dispatch-hot",
                        8,
                        (site, s) -> Side.of(64, Dispatches.hot(application(site))),
                        (site, s) -> Side.of(64, Dispatches.oneAtATime(application(site))),
                        "deciding and committing one at a time"),
                ratio(
                        "rebuild",
                        0.8,
                        (site, s) -> Side.of(1, Rebuilds.ofAggregate(site, CODEC)),
                        (site, s) -> Side.of(1, Rebuilds.ofStream(site, CODEC)),
                        "reading and decoding the stream"),
                new HttpCommands(),
                ratio(
                        "import",
                        0.6,
                        (site, s) -> Side.of(1, new BulkImports(site)),
                        (site, s) -> Side.of(1, new RawCopies(site)),
                        "COPY into one table with the same indexes"),
                ratio(
                        "axon-append",
                        1,
                        (site, s) ->
                                Side.of(32, StoreAppends.encoding(open(site), () -> CODEC.encode(OrderPlaced.SAMPLE))),
                        (site, s) -> Side.of(32, new AxonAppends(site.pool(), OrderPlaced.SAMPLE)),
                        "Axon Framework, JDBC engine"),
                ratio(
                        "axon-replay",
                        1,
                        (site, s) -> reads(site, read, Decoding.by(CODEC)),
                        (site, s) -> Side.of(1, new AxonReplay(site.pool(), OrderPlaced.SAMPLE, read)),
                        "Axon Framework, JDBC engine"),
                new ManyHandlers());
    }

    private static Figure ratio(
            String id, double target, Preparation side, Preparation reference, String referenceName) {
        return new Comparison(id, target, TURNS, side, reference, referenceName);
    }

    private static Preparation appends(int writers, int events) {
        return (site, settings) -> Side.of(writers, StoreAppends.of(open(site), events));
    }

    private static Preparation inserts(int connections, int rows) {
        return (site, settings) -> Side.of(connections, new RawInserts(site, rows));
    }

    private static Preparation allRow(int writers) {
        return (site, settings) -> Side.of(writers, new AllRowAppends(site));
    }

    private static Side appendsAfter(Site site, int events) throws Exception {
        History.write(site, "old_store", events);
        return Side.of(32, StoreAppends.of(Stores.open(site.unpooled(), "old_store"), 1));
    }

    private static Side reads(Site site, int events, Decoding decoding) throws Exception {
        History.write(site, Stores.SCHEMA, events);
        return Side.of(1, new StoreReads(Stores.open(site.pool(), Stores.SCHEMA), decoding));
    }

    private static RunningApplication application(Site site) {
        return Applications.open(site, CODEC, Aggregates.CACHED);
    }

    private static EventStore open(Site site) {
        return Stores.open(site.unpooled(), Stores.SCHEMA);
    }
}
