package org.commandery.shop.inventory.domain;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The stock of a product. A product that nothing is known of has none, so that an order for it is answered like any other.
 *
 * @param available how many pieces are reserved for nobody
 * @param reserved how many pieces are reserved, by order
 */
public record StockItem(long available, Map<String, Long> reserved) {

    public StockItem {
        reserved = Map.copyOf(reserved);
    }

    static StockItem initial() {
        return new StockItem(0, Map.of());
    }

    StockReceived execute(ReceiveStock command) {
        return new StockReceived(command.product(), command.quantity());
    }

    /** An order is answered once; asked again while it has its pieces, there is nothing to do. */
    Optional<StockEvent> execute(ReserveStock command) {
        if (reserved.containsKey(command.orderId())) {
            return Optional.empty();
        }
        return Optional.of(
                command.quantity() <= available
                        ? new StockReserved(command.product(), command.orderId(), command.quantity())
                        : new StockShort(command.product(), command.orderId(), command.quantity()));
    }

    Optional<StockReleased> execute(ReleaseStock command) {
        return Optional.ofNullable(reserved.get(command.orderId()))
                .map(quantity -> new StockReleased(command.product(), command.orderId(), quantity));
    }

    StockItem apply(StockReceived event) {
        return new StockItem(available + event.quantity(), reserved);
    }

    StockItem apply(StockReserved event) {
        Map<String, Long> more = new HashMap<>(reserved);
        more.put(event.orderId(), event.quantity());
        return new StockItem(available - event.quantity(), more);
    }

    StockItem apply(StockShort event) {
        return this;
    }

    StockItem apply(StockReleased event) {
        Map<String, Long> fewer = new HashMap<>(reserved);
        fewer.remove(event.orderId());
        return new StockItem(available + event.quantity(), fewer);
    }
}
