package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.commandery.eventstore.conformance.Events.events;
import static org.commandery.eventstore.conformance.Events.numbers;
import static org.commandery.eventstore.conformance.Events.positions;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.UniqueKey;
import org.commandery.eventstore.conformance.Events;
import org.commandery.eventstore.conformance.Race;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** What the store does when connections break, and when the database is away. */
class BrokenConnectionsTest {

    private static final String KILL_OTHERS = """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '%s'
            """;

    @Test
    @DisplayName("A23 a database that is away is a typed error, and nothing is half written")
    void aDatabaseThatIsAwayIsATypedError(@TempDir Path directory) {
        int port;
        try (EmbeddedDatabase database = EmbeddedDatabase.kept(directory, 0)) {
            port = database.port();
            EventStoreMigrations.migrate(database.dataSource("postgres"), "store");
        }
        DataSource dataSource = dataSource(port);
        try (EventStore store =
                PostgresEventStore.builder(dataSource).schema("store").build()) {
            assertUnavailable(store);
            try (EmbeddedDatabase database = EmbeddedDatabase.kept(directory, port)) {
                assertThat(database.port()).isEqualTo(port);
                assertThat(store.head()).isZero();
                store.append("s", ExpectedVersion.NO_STREAM, events(2));
            }
            assertUnavailable(store);
            try (EmbeddedDatabase database = EmbeddedDatabase.kept(directory, port)) {
                assertThat(database.port()).isEqualTo(port);
                assertThat(store.append("s", ExpectedVersion.exactly(2), events(1))
                                .position())
                        .isEqualTo(3);
                assertThat(positions(store.readAllForward(0, 10))).isEqualTo(numbers(1, 3));
            }
        }
    }

    private static void assertUnavailable(EventStore store) {
        assertThatExceptionOfType(EventStoreUnavailable.class)
                .isThrownBy(() -> store.append("s", ExpectedVersion.ANY, events(2)));
        assertThatExceptionOfType(EventStoreUnavailable.class).isThrownBy(() -> store.readForward("s", 1, 10));
        assertThatExceptionOfType(EventStoreUnavailable.class).isThrownBy(store::head);
        assertThatThrownBy(() -> store.appendAsync(Append.of("s", ExpectedVersion.ANY, events(2)))
                        .toCompletableFuture()
                        .join())
                .hasCauseInstanceOf(EventStoreUnavailable.class);
    }

    private static DataSource dataSource(int port) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {"127.0.0.1"});
        dataSource.setPortNumbers(new int[] {port});
        dataSource.setDatabaseName("postgres");
        dataSource.setUser("postgres");
        return dataSource;
    }

    @Test
    @DisplayName("A24 a schema without a store is a typed error that says so")
    void aSchemaWithoutAStoreIsATypedErrorThatSaysSo() {
        String schema = TestDatabase.newSchemaName();
        try (EventStore store = PostgresEventStore.builder(TestDatabase.dataSource())
                .schema(schema)
                .build()) {
            assertThatExceptionOfType(EventStoreUnavailable.class)
                    .isThrownBy(() -> store.append("s", ExpectedVersion.ANY, events(1)))
                    .withMessageContaining("schema '" + schema + "' holds no event store");
            assertThatExceptionOfType(EventStoreUnavailable.class)
                    .isThrownBy(() -> store.readAllForward(0, 1))
                    .withMessageContaining("schema '" + schema + "' holds no event store");

            EventStoreMigrations.migrate(TestDatabase.dataSource(), schema);
            assertThat(store.append("s", ExpectedVersion.ANY, events(1)).version())
                    .isEqualTo(1);
        }
    }

    @Test
    void anAppendWhoseConnectionWasKilledIsWrittenOverAnother() throws SQLException {
        String application = "killed-while-idle";
        try (EventStore store = storeNamed(application)) {
            for (long version = 0; version < 10; version++) {
                assertThat(store.append("s", ExpectedVersion.exactly(version), events(1))
                                .version())
                        .isEqualTo(version + 1);
                killConnectionsOf(application);
            }
        }
    }

    @Test
    void connectionsKilledUnderLoadLoseNothingThatWasAcknowledgedAndDoubleNothing() {
        String application = "killed-under-load";
        int writers = 8;
        int appends = 150;
        AtomicInteger running = new AtomicInteger(writers);
        try (EventStore store = storeNamed(application)) {
            List<Callable<List<UUID>>> work = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                work.add(writer(store, "s-" + i, appends, running));
            }
            work.add(() -> {
                while (running.get() > 0) {
                    killConnectionsOf(application);
                    await().pollDelay(Duration.ofMillis(20)).until(() -> true);
                }
                return List.of();
            });
            Set<UUID> acknowledged = new HashSet<>();
            Race.run(work.size(), work::get).forEach(acknowledged::addAll);

            List<RecordedEvent> stored = store.readAllForward(0, 100_000);
            assertThat(positions(stored)).isEqualTo(numbers(1, stored.size()));
            assertThat(stored)
                    .extracting(RecordedEvent::eventId)
                    .doesNotHaveDuplicates()
                    .containsAll(acknowledged);
            for (int i = 0; i < writers; i++) {
                assertThat(Events.versions(store.readForward("s-" + i, 1, 100_000)))
                        .isEqualTo(numbers(1, appends));
            }
        }
    }

    @Test
    void connectionsKilledUnderLoadLeaveSeveralStreamsAllOrNothingAndOnce() {
        String application = "killed-under-groups";
        int writers = 4;
        int appends = 60;
        AtomicInteger running = new AtomicInteger(writers);
        try (EventStore store = storeNamed(application)) {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                work.add(groupWriter(store, String.valueOf(i), appends, running));
            }
            work.add(() -> {
                while (running.get() > 0) {
                    killConnectionsOf(application);
                    await().pollDelay(Duration.ofMillis(20)).until(() -> true);
                }
                return true;
            });
            Race.run(work.size(), work::get);

            assertThat(store.head()).isEqualTo((long) writers * appends);
            for (int i = 0; i < writers; i++) {
                ExpectedVersion complete = ExpectedVersion.exactly(appends);
                store.append("events-" + i, complete, List.of());
                store.append("links-" + i, complete, List.of());
            }
        }
    }

    /** Appends an event to a stream and links it to another one, that many times. */
    private static Callable<Boolean> groupWriter(EventStore store, String name, int appends, AtomicInteger running) {
        return () -> {
            for (int n = 0; n < appends; n++) {
                UUID id = UUID.randomUUID();
                ExpectedVersion expected = ExpectedVersion.exactly(n);
                List<Append> group = List.of(
                        Append.of("events-" + name, expected, List.of(Events.event(id)))
                                .withCommandId(UUID.randomUUID())
                                .claiming(new UniqueKey("last", name)),
                        Append.link("links-" + name, expected, List.of(id)));
                assertThat(untilKnown(() -> store.appendAll(group)).get(0).version())
                        .isEqualTo(n + 1);
            }
            running.decrementAndGet();
            return true;
        };
    }

    /** Appends to its own stream until that many events are stored, whatever happens; each is sent once more when its outcome is unknown. */
    private static Callable<List<UUID>> writer(EventStore store, String stream, int appends, AtomicInteger running) {
        return () -> {
            List<UUID> acknowledged = new ArrayList<>();
            for (int n = 0; n < appends; n++) {
                UUID id = UUID.randomUUID();
                Append append = Append.of(stream, ExpectedVersion.exactly(n), List.of(Events.event(id)))
                        .withCommandId(UUID.randomUUID());
                AppendResult result = untilKnown(() -> store.append(append));
                assertThat(result.version()).isEqualTo(n + 1);
                acknowledged.add(id);
            }
            running.decrementAndGet();
            return acknowledged;
        };
    }

    private static <T> T untilKnown(Supplier<T> append) {
        while (true) {
            try {
                return append.get();
            } catch (EventStoreUnavailable e) {
                // Killed again and again: the command's id makes it safe to send it again.
                assertThat(e).hasMessageContaining("CMDRY-0208");
            }
        }
    }

    private static EventStore storeNamed(String application) {
        PGSimpleDataSource dataSource = (PGSimpleDataSource) TestDatabase.dataSource();
        dataSource.setApplicationName(application);
        return PostgresEventStore.builder(dataSource)
                .schema(TestDatabase.newSchema())
                .build();
    }

    private static void killConnectionsOf(String application) throws SQLException {
        try (Connection connection = TestDatabase.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(KILL_OTHERS.formatted(application));
        }
    }
}
