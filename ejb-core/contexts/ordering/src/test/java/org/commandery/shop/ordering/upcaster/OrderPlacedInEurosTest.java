package org.commandery.shop.ordering.upcaster;

import java.math.BigDecimal;
import java.util.List;
import org.commandery.shop.ordering.domain.Line;
import org.commandery.shop.ordering.domain.OrderPlaced;
import org.commandery.testkit.UpcasterScenario;
import org.junit.jupiter.api.Test;

class OrderPlacedInEurosTest {

    @Test
    void anOrderWithoutCurrencyWasPlacedInEuros() {
        UpcasterScenario.of(new OrderPlacedInEuros())
                .into(OrderPlaced.class)
                .given("order-placed", 1, """
                        {"lines":[{"price":3.50,"product":"tea","quantity":2}],"orderId":"o-1","total":7.00}""")
                .thenEvents(new OrderPlaced(
                        "o-1",
                        List.of(new Line("tea", 2, new BigDecimal("3.50"))),
                        new BigDecimal("7.00"),
                        "EUR",
                        null));
    }
}
