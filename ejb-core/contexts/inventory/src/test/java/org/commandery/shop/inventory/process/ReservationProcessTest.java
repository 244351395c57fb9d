package org.commandery.shop.inventory.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commandery.shop.inventory.InventoryInMemory;
import org.commandery.shop.inventory.domain.CancelReservation;
import org.commandery.shop.inventory.domain.Line;
import org.commandery.shop.inventory.domain.OpenReservation;
import org.commandery.shop.inventory.domain.ReceiveStock;
import org.commandery.shop.inventory.domain.Reservation;
import org.commandery.shop.inventory.domain.ReservationStatus;
import org.commandery.shop.inventory.domain.StockItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservationProcessTest {

    /** More events than the process ever gets here. */
    private static final int ALL = 20;

    private static final OpenReservation TEA_AND_CUP =
            new OpenReservation("o-1", List.of(new Line("tea", 2), new Line("cup", 1), new Line("tea", 3)));

    private InventoryInMemory inventory;
    private ReservationProcess process;
    private long position;
    private boolean twice;

    @BeforeEach
    void start() {
        inventory = new InventoryInMemory();
        process = new ReservationProcess();
        process.inventory = inventory.application();
        position = 0;
    }

    @AfterEach
    void stop() {
        inventory.close();
    }

    @Test
    void anOrderGetsItsStockAlsoWhenAProductIsInTwoLines() {
        receive("tea", 10);
        receive("cup", 10);
        dispatch(TEA_AND_CUP);
        process(ALL);

        assertThat(status()).isEqualTo(ReservationStatus.COMPLETED);
        assertThat(inventory.stock("tea")).isEqualTo(new StockItem(5, Map.of("o-1", 5L)));
        assertThat(inventory.stock("cup")).isEqualTo(new StockItem(9, Map.of("o-1", 1L)));
    }

    @Test
    void whenOneProductIsShortTheOthersAreReleased() {
        receive("tea", 10);
        dispatch(TEA_AND_CUP);
        process(ALL);

        assertThat(status()).isEqualTo(ReservationStatus.FAILED);
        assertThat(inventory.stock("tea")).isEqualTo(new StockItem(10, Map.of()));
    }

    @Test
    void whatOneOrderCannotHaveTheNextOneCan() {
        receive("tea", 10);
        dispatch(TEA_AND_CUP);
        dispatch(new OpenReservation("o-2", List.of(new Line("tea", 10))));
        process(ALL);
        dispatch(new OpenReservation("o-3", List.of(new Line("tea", 10))));
        process(ALL);

        assertThat(inventory.stock("tea")).isEqualTo(new StockItem(0, Map.of("o-3", 10L)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whateverStepTheCancellationMeetsNothingStaysReserved(boolean eachEventTwice) {
        for (int steps = 0; steps <= ALL; steps++) {
            for (long cups : new long[] {1, 10}) {
                stop();
                start();
                twice = eachEventTwice;
                receive("tea", 10);
                receive("cup", cups);
                dispatch(new OpenReservation("o-1", List.of(new Line("tea", 2), new Line("cup", 2))));
                process(steps);
                dispatch(new CancelReservation("o-1"));
                process(ALL);

                assertThat(inventory.stock("tea"))
                        .as("cancelled after %d steps", steps)
                        .isEqualTo(new StockItem(10, Map.of()));
                assertThat(inventory.stock("cup")).isEqualTo(new StockItem(cups, Map.of()));
            }
        }
    }

    @Test
    void anOrderThatIsCancelledBeforeItIsPlacedReservesNothing() {
        receive("tea", 10);
        dispatch(new CancelReservation("o-1"));
        dispatch(TEA_AND_CUP);
        process(ALL);

        assertThat(inventory.stock("tea")).isEqualTo(new StockItem(10, Map.of()));
    }

    @Test
    void anEventThatComesTwiceIsHandledOnce() {
        twice = true;
        anOrderGetsItsStockAlsoWhenAProductIsInTwoLines();
    }

    @Test
    void aReservationThatIsHandledAgainFromItsBeginningReservesNothingThatIsNotReleased() {
        receive("tea", 10);
        dispatch(TEA_AND_CUP);
        process(ALL);
        receive("cup", 10);
        position = 0;
        process(ALL);

        assertThat(inventory.stock("tea")).isEqualTo(new StockItem(10, Map.of()));
        assertThat(inventory.stock("cup")).isEqualTo(new StockItem(10, Map.of()));
    }

    private void receive(String product, long quantity) {
        dispatch(new ReceiveStock(product, quantity));
    }

    private void dispatch(Object command) {
        inventory.application().dispatch(command);
    }

    /** Lets the process handle so many events, or fewer when there are fewer. */
    private void process(int events) {
        for (int i = 0; i < events; i++) {
            if (twice) {
                inventory.deliver(process, position);
            }
            Optional<Long> next = inventory.deliver(process, position);
            if (next.isEmpty()) {
                return;
            }
            position = next.get();
        }
    }

    private ReservationStatus status() {
        return inventory
                .application()
                .aggregate(Reservation.class, "o-1")
                .orElseThrow()
                .status();
    }
}
