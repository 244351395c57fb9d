package org.commandery.shop.ordering.integration;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;
import org.commandery.integration.IntegrationEvent;
import org.commandery.integration.IntegrationEvents;
import org.commandery.shop.ordering.domain.Line;
import org.commandery.shop.ordering.domain.OrderCancelled;
import org.commandery.shop.ordering.domain.OrderConfirmed;
import org.commandery.shop.ordering.domain.OrderPlaced;

/** Tells the other contexts of orders: {@code order-placed}, {@code order-confirmed} or {@code order-cancelled}. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "ordering"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "order-publisher")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OrderPublisher implements EventHandler {

    /** One for all: to make a builder without it, the server looks for the implementation each time. */
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    @Inject
    IntegrationEvents others;

    /** A customer has ordered. */
    public void handle(OrderPlaced event, EventMetadata metadata) {
        JsonObjectBuilder data =
                JSON.createObjectBuilder().add("lines", lines(event.lines())).add("total", event.total());
        publish(event.orderId(), "order-placed", data, metadata);
    }

    /** The shop has promised to deliver. */
    public void handle(OrderConfirmed event, EventMetadata metadata) {
        publish(event.orderId(), "order-confirmed", JSON.createObjectBuilder(), metadata);
    }

    /** The order was called off. */
    public void handle(OrderCancelled event, EventMetadata metadata) {
        publish(event.orderId(), "order-cancelled", JSON.createObjectBuilder().add("reason", event.reason()), metadata);
    }

    private static JsonArrayBuilder lines(List<Line> lines) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        lines.forEach(line -> array.add(
                JSON.createObjectBuilder().add("product", line.product()).add("quantity", line.quantity())));
        return array;
    }

    private void publish(String orderId, String type, JsonObjectBuilder data, EventMetadata cause) {
        IntegrationEvent event = new IntegrationEvent(
                "ordering", type, data.add("orderId", orderId).build());
        others.publish("ordering/orders/" + orderId, event, cause);
    }
}
