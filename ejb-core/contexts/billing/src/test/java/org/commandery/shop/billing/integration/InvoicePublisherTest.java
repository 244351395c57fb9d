package org.commandery.shop.billing.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commandery.event.EventMetadata;
import org.commandery.shop.billing.domain.PaymentRefunded;
import org.commandery.shop.billing.domain.PaymentRefused;
import org.commandery.shop.billing.domain.PaymentTaken;
import org.junit.jupiter.api.Test;

class InvoicePublisherTest {

    private final List<String> published = new ArrayList<>();
    private final InvoicePublisher publisher = new InvoicePublisher();
    private final EventMetadata metadata = new EventMetadata(
            "billing",
            "invoice-publisher",
            UUID.randomUUID(),
            1,
            "invoice-o-1",
            1,
            "payment-taken",
            1,
            1,
            null,
            null,
            Map.of(),
            Instant.EPOCH,
            false);

    InvoicePublisherTest() {
        publisher.others = (stream, event, cause) -> published.add(String.join(
                " ", stream, event.source(), event.type(), event.data().toString()));
    }

    @Test
    void theOthersHearHowItWentWithTheMoney() {
        publisher.handle(new PaymentTaken("o-1", new BigDecimal("15.00")), metadata);
        publisher.handle(new PaymentRefused("o-1", "above the limit"), metadata);
        publisher.handle(new PaymentRefunded("o-1", new BigDecimal("15.00")), metadata);

        assertThat(published)
                .containsExactly(
                        "billing/invoices/o-1 billing payment-taken {\"amount\":15.00,\"orderId\":\"o-1\"}",
                        "billing/invoices/o-1 billing payment-refused {\"reason\":\"above the limit\",\"orderId\":\"o-1\"}",
                        "billing/invoices/o-1 billing payment-refunded {\"amount\":15.00,\"orderId\":\"o-1\"}");
    }
}
