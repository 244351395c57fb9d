package org.commandery.shop.it.delivery.wrong;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import org.commandery.handler.EventHandler;
import org.commandery.shop.it.delivery.Noted;

/** Has no name, and starts where nothing starts. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "delivery"),
            @ActivationConfigProperty(propertyName = "startFrom", propertyValue = "yesterday")
        })
public class Misconfigured implements EventHandler {

    /** Handles an event. */
    public void handle(Noted event) {}
}
