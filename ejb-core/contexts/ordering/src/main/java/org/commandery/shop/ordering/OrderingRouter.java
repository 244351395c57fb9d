package org.commandery.shop.ordering;

import org.commandery.application.BoundedContext;
import org.commandery.router.Router;
import org.commandery.router.Routes;
import org.commandery.shop.ordering.domain.CancelOrder;
import org.commandery.shop.ordering.domain.ConfirmOrder;
import org.commandery.shop.ordering.domain.Order;
import org.commandery.shop.ordering.domain.PlaceOrder;

/** Every command of ordering, and where it goes. */
@BoundedContext("ordering")
public class OrderingRouter implements Router {

    @Override
    public void configure(Routes routes) {
        routes.aggregate(Order.class)
                .identifiedBy("orderId")
                .prefix("order-")
                .dispatch(PlaceOrder.class, ConfirmOrder.class, CancelOrder.class);
    }
}
