package org.commandery.shop.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.commandery.shop.it.fault.Load.Acknowledged;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers share the segments of their handlers, and take them over from each other. */
class ClusterIT {

    private static final int RATE = 100;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    /** What a node is given to notice that it has to take over, beyond the lease. */
    private static final Duration NOTICED = Duration.ofSeconds(5);

    /** How many segments each node has of each handler. */
    private static final String OWNERS = """
            SELECT split_part(subscription, '#', 1), split_part(owner, '/', 1), count(*)
              FROM ledger.checkpoints WHERE subscription LIKE 'ledger.%' AND owner IS NOT NULL GROUP BY 1, 2
            """;

    private static final String SEGMENTS = """
            SELECT count(*), count(owner) FROM ledger.checkpoints WHERE subscription LIKE 'ledger.%'
            """;

    @TempDir
    private static Path directory;

    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.start(directory, false);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void segmentsAreSpreadEvenly() {
        awaitSpread();
    }

    @Test
    void aServerThatIsStoppedHandsItsSegmentsOverAtOnceAndGetsItsShareAgain() throws Exception {
        awaitSpread();

        double waited = longestWaitWhile(() -> cluster.one().stop());

        System.out.printf("clean stop: events waited %.2f s at most%n", waited);
        assertThat(waited).isLessThan(Cluster.LEASE.toSeconds() / 2.0);
        cluster.one().startAgain();
        cluster.one().awaitReady();
        awaitSpread();
    }

    @Test
    void theSegmentsOfAServerThatIsKilledAreTakenOverWhenItsLeaseIsOver() throws Exception {
        awaitSpread();

        double waited = longestWaitWhile(() -> cluster.two().kill());

        System.out.printf("kill: events waited %.2f s at most%n", waited);
        assertThat(waited).isLessThan(Cluster.LEASE.plus(NOTICED).toSeconds());
        cluster.two().startAgain();
        cluster.two().awaitReady();
        awaitSpread();
    }

    @Test
    void aServerThatIsRedeployedHandsItsSegmentsOverAtOnce() throws Exception {
        awaitSpread();

        double waited = longestWaitWhile(() -> {
            cluster.one().redeploy();
            cluster.one().awaitReady();
            cluster.two().redeploy();
        });

        System.out.printf("rolling redeploy: events waited %.2f s at most%n", waited);
        assertThat(waited).isLessThan(Cluster.LEASE.toSeconds() / 2.0);
        cluster.awaitReady();
        awaitSpread();
    }

    /** How long events waited for their handler at most, in seconds, while something happened under load. */
    private static double longestWaitWhile(Runnable happening) throws Exception {
        Checker checker = new Checker(cluster.postgres());
        long before = checker.head();
        Load load = Load.start("cluster-" + before, cluster.addresses(), RATE, before);
        awaitCommands(load, 200);
        happening.run();
        awaitCommands(load, load.size() + 500);
        Map<String, Acknowledged> acknowledged = load.stop();
        checker.awaitHandled(LIMIT);
        checker.check(before, acknowledged);
        return checker.longestWait(before);
    }

    private static void awaitCommands(Load load, int number) {
        await().atMost(LIMIT).until(() -> load.size() >= number);
    }

    /** Waits until all segments are worked on, and no node has two more of a handler than the other. */
    private static void awaitSpread() {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            assertThat(unowned()).isZero();
            assertThat(owners()).allSatisfy((handler, nodes) -> {
                int one = nodes.getOrDefault("one", 0);
                int two = nodes.getOrDefault("two", 0);
                assertThat(Math.abs(one - two)).as(handler + " " + nodes).isLessThanOrEqualTo(1);
            });
        });
    }

    private static long unowned() throws SQLException {
        try (var connection = cluster.postgres().connect();
                var select = connection.prepareStatement(SEGMENTS);
                var row = select.executeQuery()) {
            row.next();
            assertThat(row.getLong(1)).isPositive();
            return row.getLong(1) - row.getLong(2);
        }
    }

    private static Map<String, Map<String, Integer>> owners() throws SQLException {
        Map<String, Map<String, Integer>> owners = new TreeMap<>();
        try (var connection = cluster.postgres().connect();
                var select = connection.prepareStatement(OWNERS);
                var rows = select.executeQuery()) {
            while (rows.next()) {
                owners.computeIfAbsent(rows.getString(1), handler -> new TreeMap<>())
                        .put(rows.getString(2), rows.getInt(3));
            }
        }
        return owners;
    }
}
