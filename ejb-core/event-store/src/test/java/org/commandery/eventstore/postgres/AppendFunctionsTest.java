package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.commandery.eventstore.conformance.Events.event;
import static org.commandery.eventstore.conformance.Events.events;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendCondition;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.UniqueKey;
import org.commandery.eventstore.internal.EventIds;
import org.junit.jupiter.api.Test;

/** The functions in the database, called without the store. */
class AppendFunctionsTest {

    private static final UUID KNOWN_COMMAND = UUID.randomUUID();
    private static final UUID ANOTHER_LAST_EVENT = UUID.randomUUID();

    private final DataSource dataSource = TestDatabase.dataSource();

    @Test
    void aLoneEventMeetsTheSameRulesAsOneInABatch() throws SQLException {
        List<Outcome> alone = new ArrayList<>();
        List<Outcome> inBatches = new ArrayList<>();
        for (long expected = -2; expected <= 4; expected++) {
            for (String stream : List.of("none", "three-events", "and-a-link", "deleted")) {
                for (UUID command : new UUID[] {null, UUID.randomUUID(), KNOWN_COMMAND, ANOTHER_LAST_EVENT}) {
                    UUID last = command == ANOTHER_LAST_EVENT ? command : null;
                    Append append = Append.of(stream, new ExpectedVersion(expected, last), events(1))
                            .withCommandId(command);
                    Append nothing = Append.of("nothing", ExpectedVersion.ANY, List.of());
                    alone.add(executeOnNewSchema(List.of(append)).get(0));
                    inBatches.add(executeOnNewSchema(List.of(append, nothing)).get(0));
                }
            }
        }
        assertThat(alone).isEqualTo(inBatches);
        assertThat(alone)
                .extracting(Outcome::kind)
                .contains(Outcome.Kind.APPENDED, Outcome.Kind.REPEATED, Outcome.Kind.REFUSED, Outcome.Kind.DELETED);
    }

    @Test
    void whoeverIsRefusedLearnsTheVersionHoweverFarOffTheMarkHeWas() throws SQLException {
        for (String stream : List.of("three-events", "and-a-link")) {
            long version = stream.equals("three-events") ? 3 : 4;
            for (long expected : new long[] {0, 1, version - 1, version + 1, version + 1_000}) {
                Append append = Append.of(stream, ExpectedVersion.exactly(expected), events(1));
                Append nothing = Append.of("nothing", ExpectedVersion.ANY, List.of());
                Outcome refused = new Outcome(Outcome.Kind.REFUSED, version, 0, 0, stream, List.of());

                assertThat(executeOnNewSchema(List.of(append))).containsExactly(refused);
                assertThat(executeOnNewSchema(List.of(append, nothing)).get(0)).isEqualTo(refused);
            }
        }
    }

    private List<Outcome> executeOnNewSchema(List<Append> batch) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            // The same schema for all, but each finds it as the one before did.
            connection.setAutoCommit(false);
            try (AppendCall call = new AppendCall(new Database(dataSource, SCHEMA), connection)) {
                call.execute(List.of(
                        List.of(EventIds.complete(Append.of("three-events", ExpectedVersion.NO_STREAM, events(3))))));
                Append begun = EventIds.complete(Append.of("and-a-link", ExpectedVersion.NO_STREAM, events(3)));
                Append other = EventIds.complete(Append.of("other", ExpectedVersion.NO_STREAM, events(1)));
                UUID linked = other.events().get(0).eventId();
                call.execute(List.of(List.of(begun), List.of(other)));
                call.execute(List.of(List.of(Append.link("and-a-link", ExpectedVersion.exactly(3), List.of(linked)))));
                call.execute(List.of(List.of(Append.of("three-events", ExpectedVersion.ANY, List.<EventData>of())
                        .withCommandId(KNOWN_COMMAND))));
                call.execute(List.of(
                        List.of(EventIds.complete(Append.of("deleted", ExpectedVersion.NO_STREAM, events(3))))));
                try (Statement delete = connection.createStatement()) {
                    delete.execute(
                            "UPDATE \"%s\".streams SET deleted_at = now() WHERE stream = 'deleted'".formatted(SCHEMA));
                }
                return call.execute(
                        batch.stream().map(EventIds::complete).map(List::of).toList());
            } finally {
                connection.rollback();
            }
        }
    }

    private static final String SCHEMA = TestDatabase.newSchema();

    @Test
    void inABatchEachGroupSeesThoseBeforeItAndOneThatIsRefusedLeavesNothing() throws SQLException {
        String schema = TestDatabase.newSchema();
        UniqueKey key = new UniqueKey("login", "ann");
        UUID command = UUID.randomUUID();
        EventData tagged = event(1).withTags("course:1");
        UUID linked = UUID.randomUUID();
        AppendCondition untouched = new AppendCondition(EventQuery.tags("course:1"), 0);
        List<List<Append>> batch = List.of(
                List.of(Append.of("a", ExpectedVersion.NO_STREAM, events(2))),
                List.of(
                        Append.of("b", ExpectedVersion.NO_STREAM, List.of(tagged.withEventId(linked))),
                        Append.of("c", ExpectedVersion.NO_STREAM, events(1)).withCommandId(command)),
                List.of(
                        Append.of("d", ExpectedVersion.NO_STREAM, List.of(tagged))
                                .claiming(key)
                                .withCommandId(UUID.randomUUID()),
                        Append.of("e", ExpectedVersion.exactly(7), events(1)),
                        Append.of("f", ExpectedVersion.NO_STREAM, events(1))),
                List.of(Append.of("g", ExpectedVersion.NO_STREAM, events(1)).onCondition(untouched)),
                List.of(Append.of("h", ExpectedVersion.NO_STREAM, events(1))
                        .onCondition(new AppendCondition(EventQuery.tags("course:1"), 3))),
                List.of(Append.of("i", ExpectedVersion.NO_STREAM, events(1)).claiming(key)),
                List.of(Append.of("j", ExpectedVersion.NO_STREAM, events(1)).claiming(key)),
                List.of(Append.link("k", ExpectedVersion.NO_STREAM, List.of(linked))),
                List.of(Append.of("l", ExpectedVersion.NO_STREAM, List.of(tagged))));

        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (AppendCall call = new AppendCall(new Database(dataSource, schema), connection)) {
                List<Outcome> outcomes =
                        call.execute(batch.stream().map(EventIds::complete).toList());
                connection.commit();

                Outcome refused = new Outcome(Outcome.Kind.REFUSED, 0, 0, 0, "e", List.of());
                assertThat(outcomes)
                        .containsExactly(
                                appended("a", 2, 2, 2),
                                appended("b", 1, 3, 1),
                                appended("c", 1, 4, 1),
                                refused,
                                refused,
                                refused,
                                new Outcome(Outcome.Kind.CHANGED, 0, 3, 0, "g", List.of()),
                                appended("h", 1, 5, 1),
                                appended("i", 1, 6, 1),
                                new Outcome(Outcome.Kind.TAKEN, 0, 0, 0, "j", List.of("login", "ann", "i")),
                                appended("k", 1, 0, 1),
                                appended("l", 1, 7, 1));
            }
        }
        assertThat(TestDatabase.number(dataSource, "SELECT count(*) FROM \"%s\".streams".formatted(schema)))
                .isEqualTo(7);
        assertThat(TestDatabase.number(dataSource, "SELECT count(*) FROM \"%s\".commands".formatted(schema)))
                .isEqualTo(1);
        assertThat(TestDatabase.number(dataSource, "SELECT count(*) FROM \"%s\".event_tags".formatted(schema)))
                .isEqualTo(2);
    }

    private static Outcome appended(String stream, long version, long position, int events) {
        return new Outcome(Outcome.Kind.APPENDED, version, position, events, stream, List.of());
    }

    @Test
    void whatIsStoredAlreadyIsFoundByItsEventsAndItsLinks() throws SQLException {
        String schema = TestDatabase.newSchema();
        Database database = new Database(dataSource, schema);
        List<Append> alone = List.of(EventIds.complete(Append.of("a", ExpectedVersion.ANY, events(2))));
        UUID id = alone.get(0).events().get(1).eventId();
        List<Append> group = EventIds.complete(List.of(
                Append.of("b", ExpectedVersion.ANY, events(1)),
                Append.of("c", ExpectedVersion.ANY, List.of()).claiming(new UniqueKey("login", "ann")),
                Append.link("d", ExpectedVersion.ANY, List.of(id))));
        List<Append> links = List.of(Append.link("e", ExpectedVersion.ANY, List.of(id)));
        List<Append> claims =
                List.of(Append.of("f", ExpectedVersion.ANY, List.of()).claiming(new UniqueKey("login", "bob")));
        List<Append> never = EventIds.complete(List.of(Append.of("a", ExpectedVersion.ANY, events(1))));
        try (Connection connection = dataSource.getConnection();
                AppendCall call = new AppendCall(database, connection)) {
            call.execute(List.of(alone));
            call.execute(List.of(group, links, claims));

            List<Pending> pending = Stream.of(alone, group, links, claims, never)
                    .map(Pending::new)
                    .toList();
            new StoredAppends(database, connection).answer(pending);

            assertThat(pending.get(0).answer()).isCompletedWithValue(List.of(new AppendResult("a", 2, 2, 2, false)));
            assertThat(pending.get(1).answer())
                    .isCompletedWithValue(List.of(
                            new AppendResult("b", 1, 3, 1, false),
                            new AppendResult("c", AppendResult.UNKNOWN, AppendResult.UNKNOWN, 0, false),
                            new AppendResult("d", 1, 0, 1, false)));
            assertThat(pending.get(2).answer()).isCompletedWithValue(List.of(new AppendResult("e", 1, 0, 1, false)));
            assertThat(pending.get(3).answer()).isNotDone();
            assertThat(pending.get(4).answer()).isNotDone();
        }
    }

    @Test
    void whatBearsTheIdsOfOtherAppendsIsNotTakenForStored() throws SQLException {
        String schema = TestDatabase.newSchema();
        Database database = new Database(dataSource, schema);
        Append first = EventIds.complete(Append.of("a", ExpectedVersion.ANY, events(2)));
        List<Append> others = List.of(
                Append.of("b", ExpectedVersion.ANY, first.events()),
                Append.of("a", ExpectedVersion.exactly(2), first.events()),
                Append.of(
                        "a",
                        ExpectedVersion.ANY,
                        List.of(event(1), first.events().get(1))),
                Append.of("a", ExpectedVersion.ANY, first.events()).withCommandId(UUID.randomUUID()));
        try (Connection connection = dataSource.getConnection();
                AppendCall call = new AppendCall(database, connection)) {
            call.execute(List.of(List.of(first)));

            List<Pending> pending = others.stream()
                    .map(append -> new Pending(List.of(EventIds.complete(append))))
                    .toList();
            new StoredAppends(database, connection).answer(pending);

            assertThat(pending).noneMatch(each -> each.answer().isDone());
        }
    }

    @Test
    void aTransactionThatIsNotReadCommittedIsRefused() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (AppendCall call = new AppendCall(new Database(dataSource, SCHEMA), connection)) {
                for (int events : new int[] {1, 2}) {
                    Append append = EventIds.complete(Append.of("s", ExpectedVersion.ANY, events(events)));
                    assertThatExceptionOfType(SQLException.class)
                            .isThrownBy(() -> call.execute(List.of(List.of(append))))
                            .withMessageContaining("READ COMMITTED");
                    connection.rollback();
                }
            }
        }
    }

    @Test
    void theSettingsOfTheFunctionsEndWithThem() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                AppendCall call = new AppendCall(new Database(dataSource, SCHEMA), connection)) {
            call.execute(List.of(List.of(EventIds.complete(Append.of("settings", ExpectedVersion.ANY, events(2))))));
            try (var row = statement.executeQuery(
                    "SELECT current_setting('plan_cache_mode'), current_setting('enable_seqscan')")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("auto");
                assertThat(row.getString(2)).isEqualTo("on");
            }
        }
    }
}
