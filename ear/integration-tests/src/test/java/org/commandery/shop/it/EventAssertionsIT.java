package org.commandery.shop.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.commandery.application.Application;
import org.commandery.application.BoundedContext;
import org.commandery.shop.ordering.domain.Line;
import org.commandery.shop.ordering.domain.OrderCancelled;
import org.commandery.shop.ordering.domain.OrderPlaced;
import org.commandery.shop.ordering.domain.PlaceOrder;
import org.commandery.testkit.EventAssertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

/** The testkit where a team uses it: inside the server, on the application that is injected. */
@ArquillianTest
class EventAssertionsIT {

    private static final Duration GENEROUS = Duration.ofSeconds(30);

    @Inject
    @BoundedContext("ordering")
    private Application ordering;

    @Deployment
    static EnterpriseArchive shop() {
        return Archives.monolithWith(EventAssertionsIT.class);
    }

    @Test
    void aPurchaseThatCannotBeIsFollowedFromTheOrderToItsEnd() {
        String orderId = "o-" + UUID.randomUUID();

        ordering.dispatch(new PlaceOrder(orderId, List.of(new Line("no-such-tea", 1, BigDecimal.ONE)), null));

        EventAssertions events = EventAssertions.of(ordering.eventStore()).within(GENEROUS);
        events.assertReceived(
                OrderPlaced.class,
                placed -> placed.orderId().equals(orderId),
                placed -> assertThat(placed.lines()).hasSize(1));
        events.assertCorrelated(
                OrderPlaced.class, placed -> placed.orderId().equals(orderId),
                OrderCancelled.class, cancelled -> cancelled.orderId().equals(orderId));
    }
}
