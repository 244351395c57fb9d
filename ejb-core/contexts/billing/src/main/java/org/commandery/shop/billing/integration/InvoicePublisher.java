package org.commandery.shop.billing.integration;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;
import org.commandery.integration.IntegrationEvent;
import org.commandery.integration.IntegrationEvents;
import org.commandery.shop.billing.domain.PaymentRefunded;
import org.commandery.shop.billing.domain.PaymentRefused;
import org.commandery.shop.billing.domain.PaymentTaken;

/** Tells the other contexts how it went with the money: {@code payment-taken}, {@code payment-refused} or {@code payment-refunded}. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "billing"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "invoice-publisher")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InvoicePublisher implements EventHandler {

    /** One for all: to make a builder without it, the server looks for the implementation each time. */
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    @Inject
    IntegrationEvents others;

    /** The customer has paid. */
    public void handle(PaymentTaken event, EventMetadata metadata) {
        publish(event.orderId(), "payment-taken", JSON.createObjectBuilder().add("amount", event.amount()), metadata);
    }

    /** The customer cannot pay. */
    public void handle(PaymentRefused event, EventMetadata metadata) {
        publish(event.orderId(), "payment-refused", JSON.createObjectBuilder().add("reason", event.reason()), metadata);
    }

    /** The customer got the money back. */
    public void handle(PaymentRefunded event, EventMetadata metadata) {
        publish(
                event.orderId(),
                "payment-refunded",
                JSON.createObjectBuilder().add("amount", event.amount()),
                metadata);
    }

    private void publish(String orderId, String type, JsonObjectBuilder data, EventMetadata cause) {
        IntegrationEvent event = new IntegrationEvent(
                "billing", type, data.add("orderId", orderId).build());
        others.publish("billing/invoices/" + orderId, event, cause);
    }
}
