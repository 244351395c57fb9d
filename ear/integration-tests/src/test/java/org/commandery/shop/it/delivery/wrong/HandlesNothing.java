package org.commandery.shop.it.delivery.wrong;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import org.commandery.handler.EventHandler;
import org.commandery.shop.it.delivery.Noted;

/** Its method has another name than the framework looks for. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "delivery"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "nothing")
        })
public class HandlesNothing implements EventHandler {

    /** Is never called. */
    public void on(Noted event) {}
}
