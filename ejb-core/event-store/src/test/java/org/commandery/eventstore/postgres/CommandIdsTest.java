package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreUnavailable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ids of old commands are removed from a large table, and nobody waits for that. */
class CommandIdsTest {

    /** More than fits into a few batches, every second one old. */
    private static final int COMMANDS = 30_000;

    private final String schema = TestDatabase.newSchema();

    @BeforeEach
    void fillTable() throws SQLException {
        TestDatabase.execute("""
                INSERT INTO "%s".commands (command_id, stream, version, position, events, created_at)
                SELECT gen_random_uuid(), 'stream-' || n, 1, n, 1, now() - interval '1 day' * (n %% 2) * 40
                  FROM generate_series(1, %d) n
                """.formatted(schema, COMMANDS));
    }

    @Test
    void allOldOnesAreRemovedAndNoOthers() throws SQLException {
        try (EventStore store = open()) {
            assertThat(store.forgetCommands(Instant.now().minus(Duration.ofDays(30))))
                    .isEqualTo(COMMANDS / 2);
            assertThat(store.forgetCommands(Instant.now().minus(Duration.ofDays(30))))
                    .isZero();
        }
        assertThat(TestDatabase.number(
                        TestDatabase.dataSource(), "SELECT count(*) FROM \"%s\".commands".formatted(schema)))
                .isEqualTo(COMMANDS / 2);
    }

    @Test
    void anAppendThatIsUnderWayHoldsNothingUp() throws SQLException {
        try (EventStore store = open();
                Connection appender = TestDatabase.dataSource().getConnection()) {
            appender.setAutoCommit(false);
            try (PreparedStatement lock =
                    appender.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
                lock.setString(1, "commandery:" + schema);
                lock.execute();
            }

            assertThat(store.forgetCommands(Instant.now().minus(Duration.ofDays(30))))
                    .isEqualTo(COMMANDS / 2);
            appender.rollback();
        }
    }

    @Test
    void aBatchReadsItsPagesOnly() throws SQLException {
        String plan = "";
        try (Connection connection = TestDatabase.dataSource().getConnection();
                PreparedStatement explain = connection.prepareStatement("""
                        EXPLAIN DELETE FROM "%s".commands WHERE ctid >= ?::tid AND ctid < ?::tid AND created_at < now()
                        """.formatted(schema))) {
            explain.setString(1, "(0,0)");
            explain.setString(2, "(64,0)");
            try (var rows = explain.executeQuery()) {
                while (rows.next()) {
                    plan += rows.getString(1) + "\n";
                }
            }
        }
        assertThat(plan).contains("Tid Range Scan").doesNotContain("Seq Scan");
    }

    @Test
    void aStoreThatIsAwaySaysSo() {
        try (EventStore nowhere = PostgresEventStore.builder(TestDatabase.dataSource())
                .schema("no such schema")
                .build()) {
            assertThatThrownBy(() -> nowhere.forgetCommands(Instant.now())).isInstanceOf(EventStoreUnavailable.class);
        }
    }

    private EventStore open() {
        return PostgresEventStore.builder(TestDatabase.dataSource())
                .schema(schema)
                .build();
    }
}
