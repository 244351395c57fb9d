package org.commandery.shop.it.architecture.beans;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.naming.NamingException;
import org.commandery.event.EventMetadata;
import org.commandery.event.EventType;
import org.commandery.handler.EventHandler;

/** A handler of billing that asks for an event of ordering. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "billing"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "placed-orders")
        })
public class PlacedOrders implements EventHandler {

    @Inject
    private Notebook notebook;

    /** What billing takes of ordering's event. */
    @EventType(value = "order-placed", revision = 2)
    public record Placed(String orderId) {}

    /** Notes the event. */
    public void handle(Placed event, EventMetadata metadata) throws NamingException, SQLException {
        notebook.note(metadata);
    }
}
