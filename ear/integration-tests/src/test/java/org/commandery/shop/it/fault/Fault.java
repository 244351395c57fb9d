package org.commandery.shop.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What goes wrong. Each returns when all is as it was before, but for what the servers have to catch up on. */
enum Fault {
    /** One server is killed, and started again. */
    KILL_SERVER {
        @Override
        void strike(Cluster cluster, Random random) {
            Node node = cluster.any(random);
            node.kill();
            node.startAgain();
            node.awaitReady();
        }
    },
    /** Both servers are killed at the same time. */
    KILL_SERVERS {
        @Override
        void strike(Cluster cluster, Random random) {
            cluster.nodes().forEach(Node::kill);
            cluster.nodes().forEach(Node::startAgain);
            cluster.awaitReady();
        }
    },
    /** All processes of PostgreSQL are killed. */
    KILL_POSTGRES {
        @Override
        void strike(Cluster cluster, Random random) {
            cluster.postgres().kill();
            rest(random.nextInt(3_000));
            cluster.postgres().startAgain();
            cluster.awaitReady();
        }
    },
    /** PostgreSQL is stopped without a chance for anyone to end what they do. */
    STOP_POSTGRES {
        @Override
        void strike(Cluster cluster, Random random) {
            cluster.postgres().stopImmediately();
            rest(random.nextInt(3_000));
            cluster.postgres().startAgain();
            cluster.awaitReady();
        }
    },
    /** The process of one connection is killed, so that PostgreSQL drops all of them and recovers. */
    KILL_BACKEND {
        @Override
        void strike(Cluster cluster, Random random) throws Exception {
            cluster.postgres().killBackend(random);
            cluster.awaitReady();
        }
    },
    /** A server and PostgreSQL are killed together. */
    KILL_BOTH {
        @Override
        void strike(Cluster cluster, Random random) {
            Node node = cluster.any(random);
            node.kill();
            cluster.postgres().kill();
            cluster.postgres().startAgain();
            node.startAgain();
            cluster.awaitReady();
        }
    },
    /** Connections break, some at a time. */
    DROP_CONNECTIONS {
        @Override
        void strike(Cluster cluster, Random random) throws Exception {
            int dropped = 0;
            for (int i = 0; i < 8; i++) {
                dropped += cluster.postgres().terminate(random.nextDouble());
                rest(random.nextInt(500));
            }
            assertThat(dropped).as("connections that were dropped").isPositive();
            cluster.awaitReady();
        }
    },
    /** A server stands still for longer than its leases last, and wakes up without knowing it. */
    FREEZE_SERVER {
        @Override
        void strike(Cluster cluster, Random random) {
            Node node = cluster.any(random);
            node.freeze();
            try {
                rest(Cluster.LEASE.toMillis() + 1_000 + random.nextInt(2_000));
            } finally {
                node.wake();
            }
            cluster.awaitReady();
        }
    },
    /** A server stands still for a moment, again and again, in the middle of whatever it does. */
    STALL_SERVER {
        @Override
        void strike(Cluster cluster, Random random) {
            for (int i = 0; i < 5; i++) {
                Node node = cluster.any(random);
                node.freeze();
                rest(random.nextInt(800));
                node.wake();
                rest(random.nextInt(200));
            }
        }
    },
    /** The application is undeployed and deployed again on one server. */
    REDEPLOY {
        @Override
        void strike(Cluster cluster, Random random) {
            cluster.any(random).redeploy();
            cluster.awaitReady();
        }
    },
    /** The application is undeployed and deployed again on one server after the other. */
    ROLLING_REDEPLOY {
        @Override
        void strike(Cluster cluster, Random random) {
            cluster.nodes().forEach(node -> {
                node.redeploy();
                node.awaitReady();
            });
        }
    },
    /** One server is stopped as it should be, and started again. */
    STOP_SERVER {
        @Override
        void strike(Cluster cluster, Random random) {
            Node node = cluster.any(random);
            node.stop();
            node.startAgain();
            node.awaitReady();
        }
    },
    /** One server's clock goes an hour ahead, then it is an hour late. */
    JUMP_CLOCK {
        @Override
        void strike(Cluster cluster, Random random) throws Exception {
            Clock clock = cluster.clock().orElseThrow();
            for (Duration offset : List.of(Duration.ofHours(1), Duration.ofHours(-1), Duration.ZERO)) {
                clock.jump(offset);
                await("the server's clock is off by " + offset)
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () -> assertThat(Clock.offset(cluster.two().http()))
                                        .isCloseTo(offset, Duration.ofMinutes(1)));
                rest(1_000 + random.nextInt(1_000));
            }
        }
    },
    /** The database's clock goes ahead: all leases are over while their owners are at work. */
    END_LEASES {
        @Override
        void strike(Cluster cluster, Random random) throws Exception {
            for (int i = 0; i < 10; i++) {
                cluster.postgres().endLeases();
                rest(random.nextInt(500));
            }
        }
    };

    /** Strikes while the servers are under load. */
    abstract void strike(Cluster cluster, Random random) throws Exception;

    /** What it is called on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The faults of a list of words with commas between, or {@code all}. */
    static List<Fault> of(String words) {
        return words.equals("all")
                ? List.of(values())
                : Arrays.stream(words.split(","))
                        .map(word ->
                                valueOf(word.strip().toUpperCase(Locale.ROOT).replace('-', '_')))
                        .toList();
    }

    private static void rest(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
