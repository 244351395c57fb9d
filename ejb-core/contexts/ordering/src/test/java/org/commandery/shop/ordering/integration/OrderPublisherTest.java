package org.commandery.shop.ordering.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commandery.event.EventMetadata;
import org.commandery.shop.ordering.domain.Line;
import org.commandery.shop.ordering.domain.OrderCancelled;
import org.commandery.shop.ordering.domain.OrderConfirmed;
import org.commandery.shop.ordering.domain.OrderPlaced;
import org.junit.jupiter.api.Test;

class OrderPublisherTest {

    private final List<String> published = new ArrayList<>();
    private final OrderPublisher publisher = new OrderPublisher();
    private final EventMetadata metadata = new EventMetadata(
            "ordering",
            "order-publisher",
            UUID.randomUUID(),
            1,
            "order-o-1",
            1,
            "order-placed",
            1,
            1,
            null,
            null,
            Map.of(),
            Instant.EPOCH,
            false);

    OrderPublisherTest() {
        publisher.others = (stream, event, cause) -> published.add(String.join(
                " ", stream, event.source(), event.type(), event.data().toString()));
    }

    @Test
    void theOthersHearWhatHappensToAnOrder() {
        BigDecimal price = new BigDecimal("3.50");
        publisher.handle(
                new OrderPlaced("o-1", List.of(new Line("tea", 2, price)), new BigDecimal("7.00"), "EUR", null),
                metadata);
        publisher.handle(new OrderConfirmed("o-1"), metadata);
        publisher.handle(new OrderCancelled("o-1", "changed my mind"), metadata);

        assertThat(published)
                .containsExactly(
                        "ordering/orders/o-1 ordering order-placed"
                                + " {\"lines\":[{\"product\":\"tea\",\"quantity\":2}],\"total\":7.00,\"orderId\":\"o-1\"}",
                        "ordering/orders/o-1 ordering order-confirmed {\"orderId\":\"o-1\"}",
                        "ordering/orders/o-1 ordering order-cancelled {\"reason\":\"changed my mind\",\"orderId\":\"o-1\"}");
    }
}
