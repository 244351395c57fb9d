package org.commandery.shop.ordering.readmodel;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/** Looks orders up. What it returns no longer follows the database. */
@ApplicationScoped
public class Orders {

    private static final String AFTER = """
            select o from OrderSummary o
            where o.orderId > :after
            order by o.orderId
            """;

    private static final String WITH_LINES = """
            select o from OrderSummary o left join fetch o.lines
            where o.orderId = :orderId
            """;

    @PersistenceContext(unitName = "ordering")
    private EntityManager entities;

    /**
     * A page of orders, by identity. Their lines are not loaded.
     *
     * @param orderId orders with a greater identity; an empty text for the first page
     * @param limit how many at most
     */
    public List<OrderSummary> after(String orderId, int limit) {
        return entities.createQuery(AFTER, OrderSummary.class)
                .setParameter("after", orderId)
                .setMaxResults(limit)
                .getResultList();
    }

    /** An order with its lines; empty when there is none of that identity. */
    public Optional<OrderSummary> withLines(String orderId) {
        return entities.createQuery(WITH_LINES, OrderSummary.class)
                .setParameter("orderId", orderId)
                .getResultStream()
                .findFirst();
    }
}
