package org.commandery.shop.it.delivery;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;

/** Writes a row for each event without a transaction, and then fails as often as the event says. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "delivery"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "untransacted"),
            @ActivationConfigProperty(propertyName = "startFrom", propertyValue = "current")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Untransacted implements EventHandler {

    @Inject
    private Records records;

    /** Handles an event. */
    public void handle(Noted event, EventMetadata metadata) throws IOException, SQLException {
        if (records.write(metadata) <= event.failures()) {
            throw new IOException("failed as told");
        }
    }
}
