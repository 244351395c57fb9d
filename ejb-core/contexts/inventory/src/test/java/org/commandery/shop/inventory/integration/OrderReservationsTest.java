package org.commandery.shop.inventory.integration;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.Map;
import java.util.UUID;
import org.commandery.integration.IntegrationEvent;
import org.commandery.shop.inventory.InventoryInMemory;
import org.commandery.shop.inventory.domain.Reservation;
import org.commandery.shop.inventory.domain.Reservation.Answer;
import org.commandery.shop.inventory.domain.ReservationStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderReservationsTest {

    private static final String PLACED = """
            {"orderId": "o-1", "total": 15.00, "currency": "not known here",
             "lines": [{"product": "tea", "quantity": 2}, {"product": "cup", "quantity": 1}]}
            """;

    private final InventoryInMemory inventory = new InventoryInMemory();
    private final OrderReservations reservations = new OrderReservations();

    @BeforeEach
    void start() {
        reservations.inventory = inventory.application();
    }

    @AfterEach
    void stop() {
        inventory.close();
    }

    @Test
    void aPlacedOrderOpensAReservationOfItsLines() {
        hear("ordering", "order-placed", PLACED);

        assertThat(inventory.application().aggregate(Reservation.class, "o-1"))
                .contains(new Reservation(ReservationStatus.OPEN, Map.of("tea", Answer.NONE, "cup", Answer.NONE)));
    }

    @Test
    void aCancelledOrderCancelsItsReservation() {
        hear("ordering", "order-placed", PLACED);
        hear("ordering", "order-cancelled", "{\"orderId\": \"o-1\", \"reason\": \"changed my mind\"}");

        assertThat(inventory
                        .application()
                        .aggregate(Reservation.class, "o-1")
                        .orElseThrow()
                        .status())
                .isEqualTo(ReservationStatus.CANCELLED);
    }

    @Test
    void anEventThatComesTwiceIsHandledOnce() {
        UUID id = UUID.randomUUID();
        IntegrationEvent placed = new IntegrationEvent("ordering", "order-placed", json(PLACED));
        reservations.handle(placed, InventoryInMemory.integration(id));
        reservations.handle(placed, InventoryInMemory.integration(id));

        assertThat(inventory.application().eventStore().head()).isEqualTo(1);
    }

    @Test
    void whatInventoryDoesNotKnowIsPassedOver() {
        hear("ordering", "order-gift-wrapped", "{}");
        hear("elsewhere", "order-placed", "{}");

        assertThat(inventory.application().eventStore().head()).isZero();
    }

    private void hear(String source, String type, String data) {
        reservations.handle(
                new IntegrationEvent(source, type, json(data)), InventoryInMemory.integration(UUID.randomUUID()));
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }
}
