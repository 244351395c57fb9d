package org.commandery.shop.billing.integration;

import static org.commandery.application.DispatchOptions.options;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.Optional;
import org.commandery.application.Application;
import org.commandery.application.BoundedContext;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;
import org.commandery.integration.IntegrationEvent;
import org.commandery.integration.IntegrationEvents;
import org.commandery.shop.billing.domain.CancelInvoice;
import org.commandery.shop.billing.domain.OpenInvoice;
import org.commandery.shop.billing.domain.TakePayment;

/** Opens an invoice for each order that was placed, takes the payment when its stock is reserved, and cancels it with the order. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "billing"),
            @ActivationConfigProperty(propertyName = "application", propertyValue = IntegrationEvents.APPLICATION),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "order-invoices")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OrderInvoices implements EventHandler {

    @Inject
    @BoundedContext("billing")
    Application billing;

    /** Does what the event means to billing; one of another source or type means nothing. */
    public void handle(IntegrationEvent event, EventMetadata metadata) {
        command(event).ifPresent(command -> billing.dispatch(command, options().causedBy(metadata)));
    }

    private static Optional<Object> command(IntegrationEvent event) {
        if (event.is("ordering", "order-placed")) {
            return Optional.of(new OpenInvoice(orderId(event), total(event)));
        }
        if (event.is("inventory", "stock-reserved")) {
            return Optional.of(new TakePayment(orderId(event)));
        }
        if (event.is("ordering", "order-cancelled")) {
            return Optional.of(new CancelInvoice(orderId(event)));
        }
        return Optional.empty();
    }

    private static String orderId(IntegrationEvent event) {
        return event.data().getString("orderId");
    }

    private static BigDecimal total(IntegrationEvent event) {
        return event.data().getJsonNumber("total").bigDecimalValue();
    }
}
