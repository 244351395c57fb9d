package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.commandery.eventstore.conformance.Events.events;
import static org.commandery.eventstore.conformance.Events.numbers;
import static org.commandery.eventstore.conformance.Events.positions;
import static org.commandery.eventstore.conformance.Events.versions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.commandery.eventstore.Attendance;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.DeadLetter.Parking;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.Snapshot;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.Streams.PageRequest;
import org.commandery.eventstore.WrongExpectedVersion;
import org.commandery.eventstore.conformance.Race;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Several stores at work on one database, as on several nodes. */
class SharedSchemaTest {

    private static final int WRITERS = 8;
    private static final int EVENTS = 100;

    @Test
    void twoNodesOnOneSchemaKeepTheOrder() {
        String schema = TestDatabase.newSchema();
        try (EventStore one = store(schema);
                EventStore other = store(schema)) {
            List<Callable<List<Long>>> work = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                EventStore store = i % 2 == 0 ? one : other;
                String contested = "contested-" + i / 2;
                work.add(() -> appendUntilFull(store, contested));
            }
            int total = WRITERS / 2 * EVENTS;
            work.add(() -> follow(one, total));
            work.add(() -> follow(other, total));

            List<List<Long>> seen = Race.run(work.size(), work::get);

            assertThat(seen.get(WRITERS)).isEqualTo(numbers(1, total));
            assertThat(seen.get(WRITERS + 1)).isEqualTo(numbers(1, total));
            for (int i = 0; i < WRITERS / 2; i++) {
                assertThat(versions(one.readForward("contested-" + i, 1, 1_000)))
                        .isEqualTo(numbers(1, EVENTS));
            }
        }
    }

    /** Appends at the exact version, over and over, against another node that does the same. */
    private static List<Long> appendUntilFull(EventStore store, String stream) {
        long version = 0;
        while (version < EVENTS) {
            try {
                version = store.append(stream, ExpectedVersion.exactly(version), events(1))
                        .version();
            } catch (WrongExpectedVersion e) {
                version = e.actual();
            }
        }
        return List.of();
    }

    private static List<Long> follow(EventStore store, int total) {
        List<Long> seen = new ArrayList<>();
        while (seen.size() < total) {
            seen.addAll(positions(store.readAllForward(seen.isEmpty() ? 0 : seen.get(seen.size() - 1), 50)));
        }
        return seen;
    }

    @Test
    @DisplayName("P10 two schemas in one database know nothing of each other")
    void twoSchemasInOneDatabaseKnowNothingOfEachOther() {
        try (EventStore one = store(TestDatabase.newSchema());
                EventStore other = store(TestDatabase.newSchema())) {
            one.append("s", ExpectedVersion.NO_STREAM, events(3));
            one.checkpoints().open("sub", 3);
            one.checkpoints().divide("divided", 2, 0);
            one.checkpoints().attend("node", Set.of("divided#0/2"), Duration.ofMinutes(1));
            Lease lease = one.checkpoints()
                    .claim("sub", "node", Duration.ofMinutes(1))
                    .orElseThrow();
            one.checkpoints().advance(lease, 3, 4, "sub", List.of(new Parking(4, "k", "boom", 1)));
            one.deadLetters().retry("sub", null);
            one.snapshots().record(new Snapshot("s", 3, "t", 1, "{}", Map.of(), null));

            assertThatExceptionOfType(StreamNotFound.class).isThrownBy(() -> other.readForward("s", 1, 10));
            assertThat(other.head()).isZero();
            assertThat(other.checkpoints().list()).isEmpty();
            assertThat(other.checkpoints().pause("divided", "why")).isFalse();
            assertThat(other.deadLetters().counts()).isEmpty();
            assertThat(other.checkpoints().attend("other", Set.of("divided#0/2"), Duration.ofMinutes(1)))
                    .isEqualTo(new Attendance(Map.of("other", Set.of("divided#0/2")), List.of(), Set.of()));
            assertThat(other.snapshots().find("s")).isEmpty();
            assertThat(other.streams().list(PageRequest.FIRST).total()).isEqualTo(1);
            assertThat(other.read(EventQuery.ALL, 0, 10).events()).isEmpty();
            assertThat(other.append("s", ExpectedVersion.NO_STREAM, events(1)).position())
                    .isEqualTo(1);
        }
    }

    private static EventStore store(String schema) {
        return PostgresEventStore.builder(TestDatabase.dataSource())
                .schema(schema)
                .build();
    }
}
