package org.commandery.shop.inventory;

import static org.commandery.application.DispatchOptions.options;

import org.commandery.application.BoundedContext;
import org.commandery.router.Router;
import org.commandery.router.Routes;
import org.commandery.shop.inventory.domain.CancelReservation;
import org.commandery.shop.inventory.domain.MarkLineReserved;
import org.commandery.shop.inventory.domain.MarkLineShort;
import org.commandery.shop.inventory.domain.OpenReservation;
import org.commandery.shop.inventory.domain.ReceiveStock;
import org.commandery.shop.inventory.domain.ReleaseStock;
import org.commandery.shop.inventory.domain.Reservation;
import org.commandery.shop.inventory.domain.ReserveStock;
import org.commandery.shop.inventory.domain.StockItem;

/** Every command of inventory, and where it goes. */
@BoundedContext("inventory")
public class InventoryRouter implements Router {

    /** Many orders may want one product at the same moment, on all nodes together. */
    private static final int WRITERS = 50;

    @Override
    public void configure(Routes routes) {
        routes.aggregate(StockItem.class)
                .identifiedBy("product")
                .prefix("stock-")
                .dispatch(ReceiveStock.class, ReleaseStock.class)
                .dispatch(
                        ReserveStock.class, reserve -> reserve.options(options().attempts(WRITERS)));
        routes.aggregate(Reservation.class)
                .identifiedBy("orderId")
                .prefix("reservation-")
                .dispatch(OpenReservation.class, MarkLineReserved.class, MarkLineShort.class, CancelReservation.class);
    }
}
