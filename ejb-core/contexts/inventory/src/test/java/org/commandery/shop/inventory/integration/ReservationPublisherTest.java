package org.commandery.shop.inventory.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.commandery.event.EventMetadata;
import org.commandery.shop.inventory.InventoryInMemory;
import org.commandery.shop.inventory.domain.ReservationCompleted;
import org.commandery.shop.inventory.domain.ReservationFailed;
import org.junit.jupiter.api.Test;

class ReservationPublisherTest {

    private final List<String> published = new ArrayList<>();
    private final ReservationPublisher publisher = new ReservationPublisher();
    private final EventMetadata metadata = InventoryInMemory.integration(UUID.randomUUID());

    ReservationPublisherTest() {
        publisher.others = (stream, event, cause) -> published.add(String.join(
                " ", stream, event.source(), event.type(), event.data().toString()));
    }

    @Test
    void theOthersHearThatAnOrderHasItsStock() {
        publisher.handle(new ReservationCompleted("o-1"), metadata);

        assertThat(published)
                .containsExactly("inventory/reservations/o-1 inventory stock-reserved {\"orderId\":\"o-1\"}");
    }

    @Test
    void theOthersHearWhyAnOrderDoesNotGetItsStock() {
        publisher.handle(new ReservationFailed("o-1", "not enough 'tea' in stock", List.of("cup")), metadata);

        assertThat(published)
                .containsExactly("inventory/reservations/o-1 inventory stock-refused"
                        + " {\"reason\":\"not enough 'tea' in stock\",\"orderId\":\"o-1\"}");
    }
}
