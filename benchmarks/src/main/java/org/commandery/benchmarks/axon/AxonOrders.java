package org.commandery.benchmarks.axon;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.eventhandling.ConcludesBatch;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.commandery.benchmarks.OrderPlaced;
import org.commandery.benchmarks.projection.OrderRow;

/** An Axon handler that collects the rows of a batch, and inserts them with its last event. */
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
    public void on(OrderPlaced event, TrackingToken token, @Timestamp Instant placedAt, @ConcludesBatch boolean last)
            throws SQLException {
        PreparedStatement statement = statement();
        OrderRow.of(event, token.position().orElseThrow(), placedAt).addTo(statement);
        if (last) {
            statement.executeBatch();
            statement.close();
        }
    }

    /** The statement of the batch, on the connection of its transaction. */
    private PreparedStatement statement() {
        return CurrentUnitOfWork.get().root().getOrComputeResource(STATEMENT, name -> prepare());
    }

    private PreparedStatement prepare() {
        try {
            Connection connection = connections.getConnection();
            return connection.prepareStatement(insert);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
