package org.commandery.shop.it.fault.ledger;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
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

    @Resource
    private MessageDrivenContext context;

    @Inject
    private Journal journal;

    /** Writes it down, and then chokes on it if it is poison, in one way or the other. */
    public void handle(Entered event, EventMetadata metadata) throws SQLException {
        journal.write(metadata);
        if (event.poison() && event.amount() % 2 == 0) {
            throw new IllegalStateException("poison");
        } else if (event.poison()) {
            context.setRollbackOnly();
        }
    }

    /** Writes it down. */
    public void handle(Marked event, EventMetadata metadata) throws SQLException {
        journal.write(metadata);
    }
}
