package org.commandery.shop.it.parcels;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import org.commandery.handler.EventHandler;

/** Brings parcels to the desk, and puts aside those that it refuses. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "parcels"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "clerk"),
            @ActivationConfigProperty(propertyName = "consistency", propertyValue = "strong"),
            @ActivationConfigProperty(propertyName = "concurrency", propertyValue = "2"),
            @ActivationConfigProperty(propertyName = "onError", propertyValue = "park"),
            @ActivationConfigProperty(propertyName = "retries", propertyValue = "0")
        })
public class Clerk implements EventHandler {

    @Inject
    private Desk desk;

    /** Brings a parcel. */
    public void handle(ParcelStamped event) {
        desk.take(event);
    }

    /** The desk forgets what it has seen. */
    public void beforeReset() {
        desk.clear();
    }
}
