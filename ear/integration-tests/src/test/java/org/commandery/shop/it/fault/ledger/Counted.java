package org.commandery.shop.it.fault.ledger;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;

/** Counts and adds up the entries of each ledger: what is lost or repeated shows in the numbers. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "ledger"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "counted")
        })
public class Counted implements EventHandler {

    @Inject
    private Journal journal;

    /** Counts it. */
    public void handle(Entered event, EventMetadata metadata) throws SQLException {
        journal.write(metadata);
        journal.count(metadata, event.amount());
    }
}
