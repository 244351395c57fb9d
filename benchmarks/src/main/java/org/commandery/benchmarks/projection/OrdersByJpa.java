package org.commandery.benchmarks.projection;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.commandery.benchmarks.OrderPlaced;
import org.commandery.handler.EventBatch;
import org.commandery.handler.EventHandler;
import org.commandery.handler.Handles;

/** Takes events in batches, and persists an entity for each. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = Projections.CONTEXT),
            @ActivationConfigProperty(propertyName = "name", propertyValue = Projections.BY_JPA),
            @ActivationConfigProperty(propertyName = "concurrency", propertyValue = "2"),
            @ActivationConfigProperty(propertyName = "batchSize", propertyValue = "1000")
        })
public class OrdersByJpa implements EventHandler {

    private static final String EMPTY = """
            TRUNCATE jpa_orders
            """;

    @PersistenceContext(unitName = Projections.CONTEXT)
    private EntityManager entities;

    /** Adds the orders. */
    @Handles(OrderPlaced.class)
    public void handle(EventBatch batch) {
        for (EventBatch.Entry entry : batch) {
            OrderRow row = OrderRow.of(
                    (OrderPlaced) entry.event(),
                    entry.metadata().position(),
                    entry.metadata().createdAt());
            entities.persist(new OrderEntity(row));
        }
    }

    /** Forgets all orders. */
    public void beforeReset() {
        entities.createNativeQuery(EMPTY).executeUpdate();
    }
}
