package org.commandery.shop.billing.readmodel;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/** Looks invoices up. What it returns no longer follows the database. */
@ApplicationScoped
public class Invoices {

    private static final String AFTER = """
            select i from InvoiceSummary i
            where i.orderId > :after
            order by i.orderId
            """;

    @PersistenceContext(unitName = "billing")
    private EntityManager entities;

    /**
     * A page of invoices, by order.
     *
     * @param orderId invoices of orders with a greater identity; an empty text for the first page
     * @param limit how many at most
     */
    public List<InvoiceSummary> after(String orderId, int limit) {
        return entities.createQuery(AFTER, InvoiceSummary.class)
                .setParameter("after", orderId)
                .setMaxResults(limit)
                .getResultList();
    }

    /** The invoice of an order; empty when there is none. */
    public Optional<InvoiceSummary> of(String orderId) {
        return Optional.ofNullable(entities.find(InvoiceSummary.class, orderId));
    }
}
