package org.commandery.shop.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.commandery.shop.it.fault.Load.Acknowledged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers under load, and one fault after the other. After each, all that was acknowledged is stored once, and each read model agrees with the store.
 *
 * <p>{@code -Dfault.rounds=100} for more rounds, {@code -Dfault.kinds=kill-server,redeploy} for other kinds of {@link Fault}, or {@code all},
 * {@code -Dfault.seed=42} for the faults and the pauses of an earlier run, {@code -Dfault.rate=100} commands in a second, {@code -Dfault.lease=3000} for
 * shorter leases, in ms, {@code -Dfault.directory=…} for a place where all is kept. They are described in {@code docs/faults.md}.
 */
class FaultIT {

    private static final int ROUNDS = Integer.getInteger("fault.rounds", 3);
    private static final long SEED = Long.getLong("fault.seed", System.nanoTime() % 1_000_000);
    /** Those that come with every build take one start of a server. */
    private static final String KINDS =
            System.getProperty("fault.kinds", "kill-both,drop-connections,rolling-redeploy");

    private static final int RATE = Integer.getInteger("fault.rate", 100);
    private static final Duration CAUGHT_UP = Duration.ofMinutes(2);
    private static final int COMMANDS_BEFORE = 100;
    private static final int COMMANDS_AFTER = 100;

    @TempDir
    private Path directory;

    private final Map<String, LongAdder> refusals = new TreeMap<>();

    @Test
    void nothingIsLostRepeatedOrReorderedWhateverHappensToTheServersAndTheDatabase() throws Exception {
        List<Fault> faults = faults();
        assumeFalse(faults.isEmpty(), "the package faketime is not installed: no server's clock jumps");
        Random random = new Random(SEED);
        System.out.printf("%d rounds of %s, seed %d%n", ROUNDS, faults, SEED);
        try (Cluster cluster = Cluster.start(kept(), faults.contains(Fault.JUMP_CLOCK))) {
            List<Fault> order = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                if (order.isEmpty()) {
                    order.addAll(faults);
                    Collections.shuffle(order, random);
                }
                round(cluster, round, order.remove(0), random);
            }
        }
        System.out.println("what clients were told beside acknowledgements: " + refusals);
    }

    /** Each kind comes once before one comes again. */
    private static List<Fault> faults() {
        List<Fault> faults = new ArrayList<>(Fault.of(KINDS));
        if (!Clock.isAvailable() && faults.remove(Fault.JUMP_CLOCK)) {
            System.out.println("jump-clock is left out: the package faketime is not installed");
        }
        return faults;
    }

    /** With {@code -Dfault.directory} the servers' logs are there afterwards. */
    private Path kept() {
        String wanted = System.getProperty("fault.directory");
        return wanted == null ? directory : Path.of(wanted).toAbsolutePath();
    }

    private void round(Cluster cluster, int round, Fault fault, Random random) throws Exception {
        Checker checker = new Checker(cluster.postgres());
        long before = checker.head();
        long start = System.nanoTime();
        Load load = Load.start("%d-%d".formatted(SEED, round), cluster.addresses(), RATE, random.nextLong());
        Map<String, Acknowledged> acknowledged;
        try (Watch watch = new Watch(cluster.postgres(), before)) {
            awaitCommands(load, COMMANDS_BEFORE + random.nextInt(COMMANDS_BEFORE));
            fault.strike(cluster, random);
            awaitCommands(load, load.size() + COMMANDS_AFTER);
            acknowledged = load.stop();
            long loaded = System.nanoTime();
            checker.awaitHandled(CAUGHT_UP);
            System.out.printf(
                    "round %d: %s, %d commands, %.1f s, caught up %.1f s later, events waited %.1f s at most%n",
                    round,
                    fault.word(),
                    acknowledged.size(),
                    (loaded - start) / 1e9,
                    (System.nanoTime() - loaded) / 1e9,
                    checker.longestWait(before));
            assertThat(watch.seen()).as("round %d, %s", round, fault.word()).isEmpty();
        } finally {
            load.refusals()
                    .forEach((what, often) -> refusals.computeIfAbsent(what, key -> new LongAdder())
                            .add(often.sum()));
        }
        checker.check(before, acknowledged);
    }

    private static void awaitCommands(Load load, int number) {
        await("%d commands are acknowledged".formatted(number))
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> load.size() >= number);
    }
}
