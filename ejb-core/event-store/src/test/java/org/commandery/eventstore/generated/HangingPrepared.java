package org.commandery.eventstore.generated;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.postgres.PostgresEventStore;

/**
 * Another application appends in a distributed transaction, which hangs when it is prepared: its coordinator has gone. The store's lock is
 * held until an operator ends it, and other appends wait.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-prepare-transaction.html">PREPARE TRANSACTION</a>
 */
record HangingPrepared(int stream, int millis, boolean commit) implements Fault {

    @Override
    public void strike(PostgresWorld world, History history) throws SQLException {
        Append append =
                Append.of(Caller.stream(stream), ExpectedVersion.ANY, List.of(Payloads.event(1), Payloads.event(2)));
        Unit unit = history.send(List.of(append), history.known());
        String id = UUID.randomUUID().toString();
        try {
            prepare(world, append, id);
            Faults.last(millis);
            if (commit) {
                unit.unknown();
            }
        } catch (EventStoreUnavailable e) {
            // Another fault struck this one's connection, as it may.
        } finally {
            if (end(world, id) && commit) {
                unit.acknowledged();
            }
        }
    }

    private static void prepare(PostgresWorld world, Append append, String id) throws SQLException {
        try (Connection connection = world.dataSource().getConnection();
                Statement statement = connection.createStatement();
                EventStore store = PostgresEventStore.builder(OpenTransaction.of(connection))
                        .schema(world.schema())
                        .build()) {
            connection.setAutoCommit(false);
            store.append(append);
            statement.execute("PREPARE TRANSACTION '%s'".formatted(id));
        }
    }

    /** Ends the transaction if it was prepared; a prepared one outlives restarts. */
    private boolean end(PostgresWorld world, String id) {
        boolean[] ended = {false};
        Patience.until("the prepared transaction is ended", () -> {
            try (Connection connection = world.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                if (statement
                        .executeQuery("SELECT FROM pg_prepared_xacts WHERE gid = '%s'".formatted(id))
                        .next()) {
                    ended[0] = true;
                    statement.execute("%s PREPARED '%s'".formatted(commit ? "COMMIT" : "ROLLBACK", id));
                }
                return true;
            } catch (SQLException e) {
                return false;
            }
        });
        return ended[0];
    }
}
