package org.commandery.shop.ordering.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.commandery.application.CommandRejected;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final List<Line> LINES =
            List.of(new Line("tea", 2, new BigDecimal("3.50")), new Line("cup", 1, new BigDecimal("8")));

    private final Order placed = Order.apply(Order.execute(new PlaceOrder("o-1", LINES, null)));
    private final Order confirmed = placed.apply(placed.execute(new ConfirmOrder("o-1")));
    private final Order cancelled = placed.apply(placed.execute(new CancelOrder("o-1", "too late")));

    @Test
    void placingAnOrderAddsUpItsLines() {
        assertThat(Order.execute(new PlaceOrder("o-1", LINES, null)))
                .isEqualTo(new OrderPlaced("o-1", LINES, new BigDecimal("15.00"), "EUR", null));
    }

    @Test
    void aPlacedOrderCanBeConfirmed() {
        assertThat(placed.execute(new ConfirmOrder("o-1"))).isEqualTo(new OrderConfirmed("o-1"));
        assertThat(confirmed.status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void aPlacedOrderCanBeCancelled() {
        assertThat(placed.execute(new CancelOrder("o-1", "too late"))).isEqualTo(new OrderCancelled("o-1", "too late"));
        assertThat(cancelled.status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void aConfirmedOrderIsNeitherCancelledNorConfirmedAgain() {
        assertThatThrownBy(() -> confirmed.execute(new CancelOrder("o-1", "too late")))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("order 'o-1' is confirmed and cannot be cancelled");
        assertThatThrownBy(() -> confirmed.execute(new ConfirmOrder("o-1")))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("order 'o-1' is confirmed and cannot be confirmed");
    }

    @Test
    void aCancelledOrderIsNeitherConfirmedNorCancelledAgain() {
        assertThatThrownBy(() -> cancelled.execute(new ConfirmOrder("o-1")))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("order 'o-1' is cancelled and cannot be confirmed");
        assertThatThrownBy(() -> cancelled.execute(new CancelOrder("o-1", "again")))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("order 'o-1' is cancelled and cannot be cancelled");
    }
}
