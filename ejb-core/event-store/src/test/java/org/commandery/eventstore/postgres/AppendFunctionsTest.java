package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.commandery.eventstore.conformance.Events.events;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.internal.EventIds;
import org.junit.jupiter.api.Test;

/** The functions in the database, called without the store. */
class AppendFunctionsTest {

    private static final UUID KNOWN_COMMAND = UUID.randomUUID();

    private final DataSource dataSource = TestDatabase.dataSource();

    @Test
    void aLoneEventMeetsTheSameRulesAsOneInABatch() throws SQLException {
        List<Outcome> alone = new ArrayList<>();
        List<Outcome> inBatches = new ArrayList<>();
        for (long expected = -2; expected <= 4; expected++) {
            for (String stream : List.of("none", "three-events", "deleted")) {
                for (UUID command : new UUID[] {null, UUID.randomUUID(), KNOWN_COMMAND}) {
                    Append append = Append.of(stream, new ExpectedVersion(expected), events(1))
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

    private List<Outcome> executeOnNewSchema(List<Append> batch) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            // The same schema for all, but each finds it as the one before did.
            connection.setAutoCommit(false);
            try (AppendCall call = new AppendCall(new Database(dataSource, SCHEMA), connection)) {
                call.execute(List.of(
                        List.of(EventIds.complete(Append.of("three-events", ExpectedVersion.NO_STREAM, events(3))))));
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
