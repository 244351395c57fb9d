package org.commandery.shop.inventory.readmodel;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/** Looks stock up. What it returns no longer follows the database. */
@ApplicationScoped
public class Stock {

    private static final String AFTER = """
            select s from StockLevel s
            where s.product > :after
            order by s.product
            """;

    @PersistenceContext(unitName = "inventory")
    private EntityManager entities;

    /**
     * A page of products, in order.
     *
     * @param product products that come later; an empty text for the first page
     * @param limit how many at most
     */
    public List<StockLevel> after(String product, int limit) {
        return entities.createQuery(AFTER, StockLevel.class)
                .setParameter("after", product)
                .setMaxResults(limit)
                .getResultList();
    }

    /** The stock of a product; empty when nothing is known of it. */
    public Optional<StockLevel> of(String product) {
        return Optional.ofNullable(entities.find(StockLevel.class, product));
    }
}
