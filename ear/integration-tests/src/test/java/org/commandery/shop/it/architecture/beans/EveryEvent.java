package org.commandery.shop.it.architecture.beans;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.naming.NamingException;
import org.commandery.event.EventMetadata;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.handler.EventHandler;

/** A handler of ordering that takes whatever it gets. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "ordering"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "every-event")
        })
public class EveryEvent implements EventHandler {

    @Inject
    private Notebook notebook;

    /** Notes the event. */
    public void handle(RecordedEvent event, EventMetadata metadata) throws NamingException, SQLException {
        notebook.note(metadata);
    }
}
