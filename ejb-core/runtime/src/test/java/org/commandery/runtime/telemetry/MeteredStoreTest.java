package org.commandery.runtime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.Snapshot;
import org.commandery.eventstore.WrongExpectedVersion;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.eventstore.postgres.EventStoreMigrations;
import org.commandery.eventstore.postgres.PostgresEventStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operations of a store: each with its duration, and those that fail too (Z04). */
class MeteredStoreTest {

    private static final List<EventData> EVENT = List.of(EventData.of("x", "{}"));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EventStore store = MeteredStore.of(registry, "bank", new InMemoryEventStore());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void appendsAndReadsAreMeasured() {
        store.append("a", ExpectedVersion.ANY, EVENT);
        store.appendAll(List.of(Append.of("b", ExpectedVersion.ANY, EVENT)));
        store.appendAsync(Append.of("c", ExpectedVersion.ANY, EVENT))
                .toCompletableFuture()
                .join();
        store.readForward("a", 1, 10);
        assertThat(store.streamAll(0, 2)).hasSize(3);

        assertThat(count("append", "done")).isEqualTo(3);
        // One page of a stream; of all streams a full one, and one that ends it.
        assertThat(count("read", "done")).isEqualTo(3);
    }

    @Test
    void whatAStoreDoesInAWayOfItsOwnIsLeftToIt() {
        EmbeddedDatabase.shared().createDatabase("metered");
        DataSource dataSource = EmbeddedDatabase.shared().dataSource("metered");
        EventStoreMigrations.migrate(dataSource, "metered");

        try (EventStore postgres = MeteredStore.of(
                registry,
                "postgres",
                PostgresEventStore.builder(dataSource).schema("metered").build())) {
            assertThat(postgres.rebuilds().find("h")).isEmpty();
        }
    }

    @Test
    void anAppendThatIsRefusedIsToldApartFromOneThatFails() {
        assertThatThrownBy(() -> store.append("a", ExpectedVersion.exactly(7), EVENT))
                .isInstanceOf(WrongExpectedVersion.class);
        store.close();
        assertThatThrownBy(() -> store.append("a", ExpectedVersion.ANY, EVENT))
                .isInstanceOf(EventStoreUnavailable.class);

        assertThat(count("append", "refused")).isEqualTo(1);
        assertThat(count("append", "failed")).isEqualTo(1);
    }

    @Test
    void checkpointsAndSnapshotsAreMeasured() {
        store.append("a", ExpectedVersion.ANY, EVENT);
        store.checkpoints().open("h", 0);
        Lease lease =
                store.checkpoints().claim("h", "node", Duration.ofSeconds(1)).orElseThrow();
        store.checkpoints().advance(lease, 0, 1);
        store.checkpoints().release(lease);
        store.subscriptions().delete("h");
        store.snapshots().record(new Snapshot("a", 1, "T", 1, "{}", Map.of(), null));
        store.snapshots().find("a");
        store.snapshots().delete("a");

        assertThat(List.of(
                        "claim",
                        "checkpoint",
                        "release",
                        "delete_subscription",
                        "record_snapshot",
                        "read_snapshot",
                        "delete_snapshot"))
                .allSatisfy(operation -> assertThat(count(operation, "done")).isEqualTo(1));
    }

    @Test
    void whatIsNotMeasuredIsTheStoresOwn() {
        store.append("a", ExpectedVersion.ANY, EVENT);

        assertThat(store.head()).isEqualTo(1);
        assertThat(store.deadLetters().counts()).isEmpty();
        assertThat(store.checkpoints()).isSameAs(store.checkpoints());
    }

    private long count(String operation, String outcome) {
        return registry.get(MeteredStore.OPERATIONS)
                .tags("store", "bank", "operation", operation, "outcome", outcome)
                .timer()
                .count();
    }
}
