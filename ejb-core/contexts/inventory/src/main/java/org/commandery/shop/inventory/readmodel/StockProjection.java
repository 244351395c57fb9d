package org.commandery.shop.inventory.readmodel;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.function.Consumer;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;
import org.commandery.shop.inventory.domain.StockReceived;
import org.commandery.shop.inventory.domain.StockReleased;
import org.commandery.shop.inventory.domain.StockReserved;
import org.commandery.shop.inventory.domain.StockShort;

/**
 * Keeps {@link StockLevel} in step with the events. It adds and subtracts, which is right because it gets each event exactly once. It is strong: who
 * asks for it is answered when the stock is up to date.
 */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "inventory"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "stock"),
            @ActivationConfigProperty(propertyName = "consistency", propertyValue = "strong"),
            // A product's events are in one stream, and its row is no other product's.
            @ActivationConfigProperty(propertyName = "concurrency", propertyValue = "2")
        })
public class StockProjection implements EventHandler {

    @PersistenceContext(unitName = "inventory")
    private EntityManager entities;

    /** Adds what came in. */
    public void handle(StockReceived event, EventMetadata metadata) {
        change(event.product(), metadata, stock -> stock.received(event.quantity()));
    }

    /** Moves what an order needs from available to reserved. */
    public void handle(StockReserved event, EventMetadata metadata) {
        change(event.product(), metadata, stock -> stock.reserved(event.quantity()));
    }

    /** Changes nothing but the version. */
    public void handle(StockShort event, EventMetadata metadata) {
        change(event.product(), metadata, stock -> {});
    }

    /** Moves what an order no longer needs back to available. */
    public void handle(StockReleased event, EventMetadata metadata) {
        change(event.product(), metadata, stock -> stock.released(event.quantity()));
    }

    /** Changes the product's row, or adds it when this is the first event. What is new is persisted last, so that one insert writes all of it. */
    private void change(String product, EventMetadata metadata, Consumer<StockLevel> change) {
        StockLevel stock =
                Optional.ofNullable(entities.find(StockLevel.class, product)).orElseGet(() -> new StockLevel(product));
        change.accept(stock);
        stock.at(metadata.version());
        entities.persist(stock);
    }
}
