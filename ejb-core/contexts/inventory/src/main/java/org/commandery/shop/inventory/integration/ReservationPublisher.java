package org.commandery.shop.inventory.integration;

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
import org.commandery.shop.inventory.domain.ReservationCompleted;
import org.commandery.shop.inventory.domain.ReservationFailed;

/** Tells the other contexts whether an order has its stock: {@code stock-reserved} or {@code stock-refused}. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "inventory"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "reservation-publisher")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReservationPublisher implements EventHandler {

    /** One for all: to make a builder without it, the server looks for the implementation each time. */
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    @Inject
    IntegrationEvents others;

    /** The order has all that it needs. */
    public void handle(ReservationCompleted event, EventMetadata metadata) {
        publish(event.orderId(), "stock-reserved", JSON.createObjectBuilder(), metadata);
    }

    /** The order does not get what it needs. */
    public void handle(ReservationFailed event, EventMetadata metadata) {
        publish(event.orderId(), "stock-refused", JSON.createObjectBuilder().add("reason", event.reason()), metadata);
    }

    private void publish(String orderId, String type, JsonObjectBuilder data, EventMetadata cause) {
        IntegrationEvent event = new IntegrationEvent(
                "inventory", type, data.add("orderId", orderId).build());
        others.publish("inventory/reservations/" + orderId, event, cause);
    }
}
