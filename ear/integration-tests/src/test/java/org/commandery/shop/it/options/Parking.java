package org.commandery.shop.it.options;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;
import org.commandery.shop.it.delivery.Noted;
import org.commandery.shop.it.delivery.Records;

/** Puts events aside after one retry. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "delivery"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "parking"),
            @ActivationConfigProperty(propertyName = "startFrom", propertyValue = "current"),
            @ActivationConfigProperty(propertyName = "streamPrefix", propertyValue = "parking-"),
            @ActivationConfigProperty(propertyName = "onError", propertyValue = "park"),
            @ActivationConfigProperty(propertyName = "retries", propertyValue = "1"),
            @ActivationConfigProperty(propertyName = "retryPause", propertyValue = "PT0.01S")
        })
public class Parking implements EventHandler {

    @Inject
    private Records records;

    /** Handles an event. */
    public void handle(Noted event, EventMetadata metadata) throws IOException, SQLException {
        if (records.write(metadata) <= event.failures()) {
            throw new IOException("failed as told");
        }
    }
}
