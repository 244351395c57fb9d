package org.commandery.shop.inventory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.commandery.application.Application;
import org.commandery.application.BoundedContext;
import org.commandery.application.ExecutionResult;
import org.commandery.shop.inventory.domain.ReceiveStock;
import org.commandery.shop.inventory.readmodel.Stock;
import org.commandery.shop.inventory.readmodel.StockLevel;

/** Inventory in this server. */
@ApplicationScoped
class InventoryFacade implements Inventory {

    @Inject
    @BoundedContext("inventory")
    private Application inventory;

    @Inject
    private Stock stock;

    @Override
    public ExecutionResult receive(String product, long quantity) {
        return inventory.dispatch(new ReceiveStock(product, quantity));
    }

    @Override
    public Optional<StockLevel> stock(String product) {
        return stock.of(product);
    }
}
