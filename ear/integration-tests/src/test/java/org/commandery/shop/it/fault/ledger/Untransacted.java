package org.commandery.shop.it.fault.ledger;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;

/** Writes without a transaction, as one does that sends mail: each event at least once. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "ledger"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "untransacted")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Untransacted implements EventHandler {

    @Inject
    private Journal journal;

    /** Writes it down. */
    public void handle(Entered event, EventMetadata metadata) throws SQLException {
        journal.write(metadata);
    }
}
