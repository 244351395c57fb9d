package org.commandery.shop.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.commandery.shop.inventory.InventoryRouter;
import org.commandery.testkit.AggregateScenario;
import org.junit.jupiter.api.Test;

class StockItemTest {

    private final StockReceived ten = new StockReceived("tea", 10);
    private final StockReserved seven = new StockReserved("tea", "o-1", 7);

    @Test
    void stockComesInMoreThanOnce() {
        stock().when(new ReceiveStock("tea", 10)).thenEvents(ten).thenStream("stock-tea");
        stock(ten)
                .when(new ReceiveStock("tea", 5))
                .thenEvents(new StockReceived("tea", 5))
                .thenState(tea -> assertThat(tea).isEqualTo(new StockItem(15, Map.of())));
    }

    @Test
    void anOrderGetsAllThatItNeeds() {
        stock(ten)
                .when(new ReserveStock("tea", "o-1", 10))
                .thenEvents(new StockReserved("tea", "o-1", 10))
                .thenState(tea -> assertThat(tea).isEqualTo(new StockItem(0, Map.of("o-1", 10L))));
    }

    @Test
    void anOrderThatNeedsMoreThanThereIsGetsNothing() {
        stock(ten)
                .when(new ReserveStock("tea", "o-1", 11))
                .thenEvents(new StockShort("tea", "o-1", 11))
                .thenState(tea -> assertThat(tea).isEqualTo(new StockItem(10, Map.of())));
        stock(ten, seven).when(new ReserveStock("tea", "o-2", 4)).thenEvents(new StockShort("tea", "o-2", 4));
    }

    @Test
    void aProductThatNobodyKnowsIsShort() {
        stock().when(new ReserveStock("tea", "o-1", 1)).thenEvents(new StockShort("tea", "o-1", 1));
    }

    @Test
    void anOrderThatHasItsPiecesGetsNoMore() {
        stock(ten, seven).when(new ReserveStock("tea", "o-1", 3)).thenEvents();
    }

    @Test
    void whatIsReleasedIsThatOrdersAndIsAvailableAgain() {
        stock(ten, seven, new StockReserved("tea", "o-2", 2))
                .when(new ReleaseStock("tea", "o-1"))
                .thenEvents(new StockReleased("tea", "o-1", 7))
                .thenState(tea -> assertThat(tea).isEqualTo(new StockItem(8, Map.of("o-2", 2L))));
    }

    @Test
    void anOrderWithoutPiecesHasNothingToRelease() {
        stock().when(new ReleaseStock("tea", "o-1")).thenEvents();
        stock(ten, seven, new StockReleased("tea", "o-1", 7))
                .when(new ReleaseStock("tea", "o-1"))
                .thenEvents();
    }

    private static AggregateScenario<StockItem> stock(Object... history) {
        return AggregateScenario.of(new InventoryRouter(), StockItem.class).given(history);
    }
}
