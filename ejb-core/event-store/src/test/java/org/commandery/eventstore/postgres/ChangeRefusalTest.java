package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.commandery.eventstore.conformance.Events.event;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.conformance.Race;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

/** What the database itself refuses to whoever is connected to it. */
class ChangeRefusalTest {

    private static final String HARD_DELETE = "SELECT * FROM \"%s\".hard_delete('s', -2, 'asked for by ada')";

    private final String schema = TestDatabase.newSchema();
    private EventStore store;

    @BeforeEach
    void appendAnEvent() {
        store = PostgresEventStore.builder(TestDatabase.dataSource())
                .schema(schema)
                .hardDeletes(true)
                .build();
        store.append("s", ExpectedVersion.ANY, List.of(event(1).withTags("x:1")));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private String inSchema(String sql) {
        return sql.replace("{}", '"' + schema + '"');
    }

    @Test
    @DisplayName("D16 what is stored can neither be changed nor removed by hand")
    void whatIsStoredCanNeitherBeChangedNorRemovedByHand() {
        for (String sql : List.of(
                "UPDATE {}.events SET type = 'other'",
                "DELETE FROM {}.events",
                "TRUNCATE {}.events",
                "UPDATE {}.links SET position = 2",
                "DELETE FROM {}.links",
                "TRUNCATE {}.links",
                "UPDATE {}.event_tags SET tag = 'other'",
                "DELETE FROM {}.event_tags",
                "TRUNCATE {}.event_tags",
                "UPDATE {}.streams SET stream = 'other'",
                "DELETE FROM {}.streams",
                "TRUNCATE {}.streams",
                "UPDATE {}.deletions SET reason = 'other'",
                "DELETE FROM {}.deletions",
                "TRUNCATE {}.deletions")) {
            assertThatExceptionOfType(PSQLException.class)
                    .as(sql)
                    .isThrownBy(() -> TestDatabase.execute(inSchema(sql)))
                    .withMessageContaining("is refused: what an event store holds is not changed")
                    .withMessageContaining("call the function hard_delete");
        }
        assertThat(store.readForward("s", 1, 10)).hasSize(1);
    }

    @Test
    @DisplayName("D17 the function that removes a stream works for whoever calls it, and keeps a record")
    void theFunctionThatRemovesAStreamKeepsARecord() throws SQLException {
        TestDatabase.execute(HARD_DELETE.formatted(schema));

        assertThat(store.readAllForward(0, 10)).isEmpty();
        assertThat(TestDatabase.number(TestDatabase.dataSource(), inSchema("""
                        SELECT count(*) FROM {}.deletions
                         WHERE stream = 's' AND version = 1 AND events = 1 AND last_position = 1
                           AND reason = 'asked for by ada' AND deleted_by = session_user
                        """)))
                .isEqualTo(1);
        assertThatExceptionOfType(PSQLException.class)
                .isThrownBy(() -> TestDatabase.execute(
                        inSchema("BEGIN; SET LOCAL commandery.hard_delete = 'on'; DELETE FROM {}.deletions")));
    }

    @Test
    @DisplayName("D19 after a hard delete its connection refuses changes again, even in the same transaction")
    void afterAHardDeleteItsConnectionRefusesChangesAgain() throws SQLException {
        store.append("kept", ExpectedVersion.ANY, List.of(event(1)));
        try (Connection connection = TestDatabase.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(HARD_DELETE.formatted(schema));
            assertRefused(statement);
            connection.rollback();
            statement.execute(HARD_DELETE.formatted(schema));
            connection.commit();
            assertRefused(statement);
        }
    }

    private void assertRefused(Statement statement) {
        assertThatExceptionOfType(PSQLException.class)
                .isThrownBy(() -> statement.execute(inSchema("DELETE FROM {}.events")));
    }

    @Test
    void streamsCanStillBeMarked() {
        assertThatCode(() -> TestDatabase.execute(
                        inSchema("UPDATE {}.streams SET deleted_at = now(), linked = true, version_floor = 3")))
                .doesNotThrowAnyException();
    }

    @Test
    void hardDeletesAndAppendsThatRaceGiveNoPositionTwice() {
        Race.run(4, i -> () -> {
            for (int round = 0; round < 50; round++) {
                String stream = "raced-" + i;
                store.append(stream, ExpectedVersion.NO_STREAM, List.of(event(round)));
                store.streams().hardDelete(stream, ExpectedVersion.exactly(1), "race");
            }
            return true;
        });

        assertThat(store.head()).isEqualTo(201);
        assertThat(store.readAllForward(0, 10)).hasSize(1);
    }
}
