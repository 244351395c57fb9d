package org.commandery.shop.it.fault.ledger;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;

/** Never takes poison: that is put aside, and with it what follows in the same ledger. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "ledger"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "parking"),
            @ActivationConfigProperty(propertyName = "concurrency", propertyValue = "3"),
            @ActivationConfigProperty(propertyName = "onError", propertyValue = "park"),
            @ActivationConfigProperty(propertyName = "retries", propertyValue = "0")
        })
public class Parking implements EventHandler {

    @Inject
    private Journal journal;

    /** Writes it down, and then chokes on it if it is poison. */
    public void handle(Entered event, EventMetadata metadata) throws SQLException {
        journal.write(metadata);
        if (event.poison()) {
            throw new IllegalStateException("poison");
        }
    }

    /** Writes it down. */
    public void handle(Marked event, EventMetadata metadata) throws SQLException {
        journal.write(metadata);
    }
}
