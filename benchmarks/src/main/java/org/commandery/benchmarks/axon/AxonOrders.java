package org.commandery.benchmarks.axon;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.commandery.benchmarks.OrderPlaced;
import org.commandery.benchmarks.projection.OrderRow;

/** An Axon handler that collects the rows of a batch, and inserts them before its transaction is committed. */
public final class AxonOrders {

    private static final String STATEMENT = AxonOrders.class.getName();

    private final ConnectionProvider connections;
    private final String insert;

    AxonOrders(ConnectionProvider connections, String table) {
        this.connections = connections;
        this.insert = OrderRow.insertInto(table);
    }

    /** Adds an order. */
    @EventHandler
    public void on(OrderPlaced event, TrackingToken token, @Timestamp Instant placedAt) throws SQLException {
        OrderRow.of(event, token.position().orElseThrow(), placedAt).addTo(statement());
    }

    /** The statement of the batch, on the connection of its transaction. */
    private PreparedStatement statement() throws SQLException {
        UnitOfWork<?> batch = CurrentUnitOfWork.get().root();
        PreparedStatement statement = batch.getResource(STATEMENT);
        if (statement == null) {
            PreparedStatement prepared = connections.getConnection().prepareStatement(insert);
            batch.onPrepareCommit(ended -> execute(prepared));
            batch.resources().put(STATEMENT, prepared);
            statement = prepared;
        }
        return statement;
    }

    private static void execute(PreparedStatement statement) {
        try (statement) {
            statement.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
