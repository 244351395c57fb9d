package org.commandery.shop.inventory.process;

import static org.commandery.application.DispatchOptions.options;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.commandery.application.Application;
import org.commandery.application.BoundedContext;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;
import org.commandery.shop.inventory.domain.MarkLineReserved;
import org.commandery.shop.inventory.domain.MarkLineShort;
import org.commandery.shop.inventory.domain.ReleaseStock;
import org.commandery.shop.inventory.domain.ReservationCancelled;
import org.commandery.shop.inventory.domain.ReservationFailed;
import org.commandery.shop.inventory.domain.ReservationOpened;
import org.commandery.shop.inventory.domain.ReserveStock;
import org.commandery.shop.inventory.domain.StockReserved;
import org.commandery.shop.inventory.domain.StockShort;

/**
 * Goes between a reservation and the stock of its products: carries the question there, the answer back, and the release when it comes to nothing.
 *
 * <p>One handler does all of it, on purpose. A reservation's events reach it in order, so the stock of every product has answered before the handler
 * is told to release it: a release never overtakes the question that it takes back.
 */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "inventory"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "reservation-process")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReservationProcess implements EventHandler {

    @Inject
    @BoundedContext("inventory")
    Application inventory;

    /** Asks the stock of each product. */
    public void handle(ReservationOpened event, EventMetadata metadata) {
        event.lines()
                .forEach(
                        line -> dispatch(new ReserveStock(line.product(), event.orderId(), line.quantity()), metadata));
    }

    /** Tells the reservation that it has a product. */
    public void handle(StockReserved event, EventMetadata metadata) {
        dispatch(new MarkLineReserved(event.orderId(), event.product()), metadata);
    }

    /** Tells the reservation that it cannot have a product. */
    public void handle(StockShort event, EventMetadata metadata) {
        dispatch(new MarkLineShort(event.orderId(), event.product()), metadata);
    }

    /** Gives back what the order has of other products. */
    public void handle(ReservationFailed event, EventMetadata metadata) {
        release(event.orderId(), event.release(), metadata);
    }

    /** Gives back what the order has. */
    public void handle(ReservationCancelled event, EventMetadata metadata) {
        release(event.orderId(), event.release(), metadata);
    }

    private void release(String orderId, List<String> products, EventMetadata metadata) {
        products.forEach(product -> dispatch(new ReleaseStock(product, orderId), metadata));
    }

    private void dispatch(Object command, EventMetadata metadata) {
        inventory.dispatch(command, options().causedBy(metadata));
    }
}
