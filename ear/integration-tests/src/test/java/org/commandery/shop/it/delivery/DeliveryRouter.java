package org.commandery.shop.it.delivery;

import org.commandery.application.BoundedContext;
import org.commandery.router.Router;
import org.commandery.router.Routes;

/** This context takes no commands: tests write its events. */
@BoundedContext("delivery")
public class DeliveryRouter implements Router {

    @Override
    public void configure(Routes routes) {}
}
