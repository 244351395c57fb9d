package org.commandery.shop.inventory.integration;

import static org.commandery.application.DispatchOptions.options;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.commandery.application.Application;
import org.commandery.application.BoundedContext;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;
import org.commandery.integration.IntegrationEvent;
import org.commandery.integration.IntegrationEvents;
import org.commandery.shop.inventory.domain.CancelReservation;
import org.commandery.shop.inventory.domain.Line;
import org.commandery.shop.inventory.domain.OpenReservation;

/** Opens a reservation for each order that was placed, and cancels it with the order. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "inventory"),
            @ActivationConfigProperty(propertyName = "application", propertyValue = IntegrationEvents.APPLICATION),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "order-reservations")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OrderReservations implements EventHandler {

    private static final String ORDERING = "ordering";

    @Inject
    @BoundedContext("inventory")
    Application inventory;

    /** Does what the event means to inventory; one of another source or type means nothing. */
    public void handle(IntegrationEvent event, EventMetadata metadata) {
        command(event)
                .ifPresent(command -> inventory.dispatch(command, options().causedBy(metadata)));
    }

    private static Optional<Object> command(IntegrationEvent event) {
        if (event.is(ORDERING, "order-placed")) {
            return Optional.of(new OpenReservation(orderId(event), lines(event)));
        }
        if (event.is(ORDERING, "order-cancelled")) {
            return Optional.of(new CancelReservation(orderId(event)));
        }
        return Optional.empty();
    }

    private static String orderId(IntegrationEvent event) {
        return event.data().getString("orderId");
    }

    private static List<Line> lines(IntegrationEvent event) {
        return event.data().getJsonArray("lines").getValuesAs(JsonObject.class).stream()
                .map(line -> new Line(
                        line.getString("product"),
                        line.getJsonNumber("quantity").longValueExact()))
                .toList();
    }
}
