package org.commandery.shop.it.fault;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.commandery.launcher.ServerSettings;
import org.commandery.shop.it.TestEnvironment;
import org.jspecify.annotations.Nullable;

/** Two servers with the ledgers on one PostgreSQL. */
final class Cluster implements AutoCloseable {

    /** How long a node that is not heard of keeps its segments. */
    static final Duration LEASE = Duration.ofMillis(Long.getLong("fault.lease", 10_000));

    private final Postgres postgres;
    private final @Nullable Clock clock;
    private final List<Node> nodes = new ArrayList<>();

    private Cluster(Postgres postgres, @Nullable Clock clock) {
        this.postgres = postgres;
        this.clock = clock;
    }

    /**
     * Starts it, and returns when both servers take commands.
     *
     * @param directory where all of it is kept
     * @param clockIsToJump whether the second server is to have a clock of its own
     */
    static Cluster start(Path directory, boolean clockIsToJump) throws IOException, SQLException {
        Files.createDirectories(directory);
        Path archive = LedgerArchive.in(directory);
        Clock clock = clockIsToJump ? new Clock(directory) : null;
        Cluster cluster = new Cluster(Postgres.start(directory), clock);
        try {
            for (String name : List.of("one", "two")) {
                ServerSettings settings = TestEnvironment.serverIn(directory.resolve(name))
                        .with("commandery.database.port", cluster.postgres.port())
                        .with("commandery.ordering.database.schema", "ledger")
                        .with("commandery.application.ledger.datasource", "java:jboss/datasources/ordering")
                        .with("commandery.handlers.lease", LEASE)
                        .deploying(archive);
                Node node = new Node(name, clock != null && cluster.nodes.size() == 1 ? clock.set(settings) : settings);
                cluster.nodes.add(node);
                // One after the other: the first creates the tables, and two processors start no two servers at once.
                node.awaitReady();
            }
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    Postgres postgres() {
        return postgres;
    }

    /** The second server's clock; empty when it has none of its own. */
    Optional<Clock> clock() {
        return Optional.ofNullable(clock);
    }

    Node one() {
        return nodes.get(0);
    }

    Node two() {
        return nodes.get(1);
    }

    Node any(Random random) {
        return nodes.get(random.nextInt(nodes.size()));
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    List<URI> addresses() {
        return nodes.stream().map(Node::http).toList();
    }

    void awaitReady() {
        nodes.forEach(Node::awaitReady);
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        postgres.close();
    }
}
