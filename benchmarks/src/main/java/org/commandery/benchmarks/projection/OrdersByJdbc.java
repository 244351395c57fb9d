package org.commandery.benchmarks.projection;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.commandery.benchmarks.OrderPlaced;
import org.commandery.handler.EventBatch;
import org.commandery.handler.EventHandler;
import org.commandery.handler.Handles;

/** Takes events in batches, and inserts a batch at once. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = Projections.CONTEXT),
            @ActivationConfigProperty(propertyName = "name", propertyValue = Projections.BY_JDBC),
            @ActivationConfigProperty(propertyName = "concurrency", propertyValue = "2"),
            @ActivationConfigProperty(propertyName = "batchSize", propertyValue = "1000")
        })
public class OrdersByJdbc implements EventHandler {

    private static final String EMPTY = """
            TRUNCATE jdbc_orders
            """;

    @Resource(lookup = "java:jboss/datasources/ordering")
    private DataSource dataSource;

    /** Adds the orders. */
    @Handles(OrderPlaced.class)
    public void handle(EventBatch batch) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(OrderRow.insertInto(OrderRow.BY_JDBC))) {
            for (EventBatch.Entry entry : batch) {
                OrderRow.of(
                                (OrderPlaced) entry.event(),
                                entry.metadata().position(),
                                entry.metadata().createdAt())
                        .addTo(insert);
            }
            insert.executeBatch();
        }
    }

    /** Forgets all orders. */
    public void beforeReset() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement empty = connection.createStatement()) {
            empty.execute(EMPTY);
        }
    }
}
