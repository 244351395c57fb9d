package org.commandery.shop.ordering.integration;

import static org.commandery.application.DispatchOptions.options;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.commandery.application.Application;
import org.commandery.application.BoundedContext;
import org.commandery.application.CommandRejected;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;
import org.commandery.integration.IntegrationEvent;
import org.commandery.integration.IntegrationEvents;
import org.commandery.shop.ordering.domain.CancelOrder;
import org.commandery.shop.ordering.domain.ConfirmOrder;

/** Confirms an order when it is paid, and cancels it when its stock or its payment is refused. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "ordering"),
            @ActivationConfigProperty(propertyName = "application", propertyValue = IntegrationEvents.APPLICATION),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "order-process")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OrderProcess implements EventHandler {

    private static final Logger LOG = System.getLogger(OrderProcess.class.getName());

    @Inject
    @BoundedContext("ordering")
    Application ordering;

    /** Does what the event means to ordering; one of another source or type means nothing. */
    public void handle(IntegrationEvent event, EventMetadata metadata) {
        command(event).ifPresent(command -> dispatch(command, metadata));
    }

    /**
     * The customer may have cancelled the order meanwhile. Then it stays cancelled: inventory and billing hear of that from the order itself, and
     * give back what they took.
     */
    private void dispatch(Object command, EventMetadata metadata) {
        try {
            ordering.dispatch(command, options().causedBy(metadata));
        } catch (CommandRejected e) {
            LOG.log(Level.INFO, "{0} came too late: {1}", command, e.getMessage());
        }
    }

    private static Optional<Object> command(IntegrationEvent event) {
        if (event.is("billing", "payment-taken")) {
            return Optional.of(new ConfirmOrder(orderId(event)));
        }
        if (event.is("inventory", "stock-refused") || event.is("billing", "payment-refused")) {
            return Optional.of(new CancelOrder(orderId(event), event.data().getString("reason")));
        }
        return Optional.empty();
    }

    private static String orderId(IntegrationEvent event) {
        return event.data().getString("orderId");
    }
}
