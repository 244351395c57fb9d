package org.commandery.shop.it.evolution;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;

/** Writes a row for each item: its handler's name and the product, its event's position, and which part of that event it was. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "delivery"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "sales")
        })
public class Sales implements EventHandler {

    private static final String INSERT = """
            INSERT INTO handled (handler, position, attempts) VALUES (?, ?, ?)
            """;

    @Resource(lookup = "java:jboss/datasources/delivery")
    private DataSource dataSource;

    /** Writes the row. */
    public void handle(ItemSold event, EventMetadata metadata) throws SQLException {
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, metadata.handler() + "/" + event.product());
            insert.setLong(2, metadata.position());
            insert.setInt(3, metadata.part());
            insert.executeUpdate();
        }
    }
}
