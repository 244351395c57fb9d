package org.commandery.shop.it.fault.ledger;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.commandery.event.EventMetadata;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.handler.EventHandler;

/** Writes every event down, in four segments. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "ledger"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "divided"),
            @ActivationConfigProperty(propertyName = "concurrency", propertyValue = "4")
        })
public class Divided implements EventHandler {

    @Inject
    private Journal journal;

    /** Writes it down. */
    public void handle(RecordedEvent event, EventMetadata metadata) throws SQLException {
        journal.write(metadata);
    }
}
