package org.commandery.shop.ordering;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.commandery.application.Application;
import org.commandery.application.BoundedContext;
import org.commandery.application.ExecutionResult;
import org.commandery.shop.ordering.domain.CancelOrder;
import org.commandery.shop.ordering.domain.Line;
import org.commandery.shop.ordering.domain.PlaceOrder;
import org.commandery.shop.ordering.readmodel.OrderSummary;
import org.commandery.shop.ordering.readmodel.Orders;

/** Ordering in this server. */
@ApplicationScoped
class OrderingFacade implements Ordering {

    @Inject
    @BoundedContext("ordering")
    private Application ordering;

    @Inject
    private Orders orders;

    @Override
    public ExecutionResult place(String orderId, List<Line> lines) {
        return ordering.dispatch(new PlaceOrder(orderId, lines, null));
    }

    @Override
    public ExecutionResult cancel(String orderId, String reason) {
        return ordering.dispatch(new CancelOrder(orderId, reason));
    }

    @Override
    public Optional<OrderSummary> order(String orderId) {
        return orders.withLines(orderId);
    }
}
