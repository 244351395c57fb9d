package org.commandery.benchmarks.plain;

import jakarta.enterprise.context.RequestScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import org.commandery.shop.ordering.domain.Line;
import org.commandery.shop.ordering.domain.OrderPlaced;
import org.commandery.shop.ordering.domain.PlaceOrder;

/** Takes orders. */
@Path("orders")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class PlainOrders {

    @PersistenceContext
    private EntityManager entities;

    /** What is answered: about as much as to a command. */
    public record Receipt(String stream, long version, long position, String type) {}

    /** Inserts an order, and answers when that is committed. */
    @POST
    @Transactional
    public Receipt place(@Valid PlaceOrder order) {
        BigDecimal total = order.lines().stream().map(PlainOrders::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        String data =
                PlainJson.JSONB.toJson(new OrderPlaced(order.orderId(), order.lines(), total, "EUR", order.customer()));
        PlainOrder row = new PlainOrder("order-" + order.orderId(), data);
        entities.persist(row);
        return new Receipt(row.stream(), row.version(), row.position(), row.type());
    }

    private static BigDecimal amount(Line line) {
        return line.price().multiply(BigDecimal.valueOf(line.quantity()));
    }
}
