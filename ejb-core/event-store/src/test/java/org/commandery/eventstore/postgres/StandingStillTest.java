package org.commandery.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.DeadLetter.Parking;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.internal.BrokenConnection;
import org.commandery.eventstore.transactions.Narayana;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node that stands still between the move of its checkpoint and its commit does not hold others up for longer than its lease (C10, K08). */
@Timeout(60)
class StandingStillTest {

    private static final Duration LEASE = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Narayana narayana = new Narayana();
    private final AgroalDataSource pool = narayana.pool(TestDatabase.jdbcUrl());
    private final EventStore store = PostgresEventStore.builder(pool)
            .schema(TestDatabase.newSchema())
            .joining(narayana.registry())
            .build();

    @BeforeEach
    void divide() {
        store.checkpoints().divide("sub", 1, 0);
    }

    @AfterEach
    void close() {
        store.close();
        pool.close();
    }

    @Test
    void theSegmentIsClaimedByAnotherNodeAndTheCommitOfTheOneThatWakesFails() throws Exception {
        standStill(lease -> store.checkpoints().advance(lease, 0, 5));
    }

    @Test
    void soItIsWithEventsThatArePutAside() throws Exception {
        standStill(lease -> store.checkpoints().advance(lease, 0, 5, "sub", List.of(new Parking(5, "a", "boom", 1))));

        assertThat(store.deadLetters().counts()).isEmpty();
    }

    @Test
    void soItIsWithDeadLettersThatAreDeliveredAgain() throws Exception {
        Lease first = claim("one", LEASE);
        store.checkpoints().advance(first, 0, 5, "sub", List.of(new Parking(5, "a", "boom", 1)));

        standStill(lease -> store.deadLetters().delivered(lease, "sub", 5));

        assertThat(store.deadLetters().counts()).containsEntry("sub", 1L);
    }

    private interface Move {
        void with(Lease lease);
    }

    private void standStill(Move move) throws InterruptedException {
        Lease sleeper = claim("one", LEASE);
        narayana.begin();
        move.with(sleeper);

        Thread other = new Thread(() -> await().atMost(Duration.ofSeconds(30))
                .until(() -> store.checkpoints().claim("sub", "two", LONG).isPresent()));
        other.start();
        other.join();

        assertThatThrownBy(narayana::commit)
                .satisfies(failure ->
                        assertThat(BrokenConnection.isIn(failure.getCause())).isTrue());
        Checkpoint left = store.checkpoints().find("sub").orElseThrow();
        assertThat(left.owner()).isEqualTo("two");
        assertThat(left.position()).isEqualTo(sleeper.position());
    }

    @Test
    void whatTheServerSetsStaysWhenItIsShorterAndComesBackAfterTheTransaction() throws SQLException {
        Lease lease = claim("one", LONG);
        assertThat(bound()).isEqualTo("0");
        narayana.begin();
        store.checkpoints().advance(lease, 0, 1);
        assertThat(bound()).isEqualTo("5min");
        narayana.commit();
        assertThat(bound()).isEqualTo("0");

        narayana.begin();
        execute("SET LOCAL idle_in_transaction_session_timeout = '90s'");
        store.checkpoints().advance(lease, 1, 2);
        assertThat(bound()).isEqualTo("90s");
        narayana.commit();

        narayana.begin();
        execute("SET LOCAL idle_in_transaction_session_timeout = '1h'");
        store.checkpoints().advance(lease, 2, 3);
        assertThat(bound()).isEqualTo("5min");
        narayana.commit();
    }

    private Lease claim(String owner, Duration timeToLive) {
        return store.checkpoints().claim("sub", owner, timeToLive).orElseThrow();
    }

    private String bound() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW idle_in_transaction_session_timeout")) {
            row.next();
            return row.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
