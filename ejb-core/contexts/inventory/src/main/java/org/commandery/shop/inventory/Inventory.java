package org.commandery.shop.inventory;

import java.util.Optional;
import org.commandery.application.ExecutionResult;
import org.commandery.shop.inventory.readmodel.StockLevel;

/** What inventory does for callers in the same server. Orders do not come this way: their stock is reserved because of integration events. */
public interface Inventory {

    /**
     * Takes pieces of a product into stock.
     *
     * @param product the product's number or name
     * @param quantity how many pieces, 1 to 1,000,000,000
     * @return what came of it, once it is stored
     * @throws jakarta.validation.ConstraintViolationException when the product or the quantity cannot be
     * @throws org.commandery.eventstore.EventStoreUnavailable when the event store cannot be reached
     */
    ExecutionResult receive(String product, long quantity);

    /**
     * The stock of a product as the read model shows it, which may be a moment behind.
     *
     * @return empty when nothing is known of the product
     */
    Optional<StockLevel> stock(String product);
}
