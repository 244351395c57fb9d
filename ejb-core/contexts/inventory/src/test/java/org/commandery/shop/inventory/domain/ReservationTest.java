package org.commandery.shop.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.commandery.shop.inventory.InventoryRouter;
import org.commandery.testkit.AggregateScenario;
import org.junit.jupiter.api.Test;

class ReservationTest {

    private final ReservationOpened opened =
            new ReservationOpened("o-1", List.of(new Line("tea", 2), new Line("cup", 1)));
    private final LineReserved tea = new LineReserved("o-1", "tea");
    private final LineReserved cup = new LineReserved("o-1", "cup");
    private final ReservationCompleted completed = new ReservationCompleted("o-1");
    private final ReservationCancelled cancelled = new ReservationCancelled("o-1", List.of());

    @Test
    void linesOfTheSameProductAreOneQuestion() {
        reservation()
                .when(new OpenReservation("o-1", List.of(new Line("tea", 2), new Line("cup", 1), new Line("tea", 3))))
                .thenEvents(new ReservationOpened("o-1", List.of(new Line("tea", 5), new Line("cup", 1))));
    }

    @Test
    void aReservationIsOpenedOnce() {
        reservation(opened)
                .when(new OpenReservation("o-1", List.of(new Line("pot", 1))))
                .thenEvents();
    }

    @Test
    void itIsCompletedWhenTheLastLineIsReserved() {
        reservation(opened).when(new MarkLineReserved("o-1", "tea")).thenEvents(tea);
        reservation(opened, tea).when(new MarkLineReserved("o-1", "cup")).thenEvents(cup, completed);
    }

    @Test
    void itFailsWhenAllLinesAreAnsweredAndOneIsShort() {
        reservation(opened).when(new MarkLineShort("o-1", "cup")).thenEvents(new LineShort("o-1", "cup"));
        ReservationFailed failed = new ReservationFailed("o-1", "not enough 'cup' in stock", List.of("tea"));
        reservation(opened, new LineShort("o-1", "cup"))
                .when(new MarkLineReserved("o-1", "tea"))
                .thenEvents(tea, failed);
        reservation(opened, tea).when(new MarkLineShort("o-1", "cup")).thenEvents(new LineShort("o-1", "cup"), failed);
    }

    @Test
    void theReasonNamesOneProductHoweverManyAreShort() {
        reservation(opened, new LineShort("o-1", "cup"))
                .when(new MarkLineShort("o-1", "tea"))
                .thenEvents(
                        new LineShort("o-1", "tea"),
                        new ReservationFailed("o-1", "not enough 'tea' in stock, nor of 1 more", List.of()));
    }

    @Test
    void anAnswerCountsOnce() {
        reservation(opened, tea).when(new MarkLineReserved("o-1", "tea")).thenEvents();
        reservation(opened, tea).when(new MarkLineShort("o-1", "tea")).thenEvents();
    }

    @Test
    void anAnswerThatNobodyWaitsForMeansNothing() {
        reservation().when(new MarkLineReserved("o-1", "tea")).thenEvents();
        reservation(opened).when(new MarkLineReserved("o-1", "pot")).thenEvents();
        reservation(opened, new ReservationCancelled("o-1", List.of("tea", "cup")))
                .when(new MarkLineReserved("o-1", "tea"))
                .thenEvents();
    }

    @Test
    void cancellingReleasesWhatIsReservedAndWhatMayStillBe() {
        reservation(opened)
                .when(new CancelReservation("o-1"))
                .thenEvents(new ReservationCancelled("o-1", List.of("tea", "cup")));
        reservation(opened, new LineShort("o-1", "tea"))
                .when(new CancelReservation("o-1"))
                .thenEvents(new ReservationCancelled("o-1", List.of("cup")));
        reservation(opened, tea, cup, completed)
                .when(new CancelReservation("o-1"))
                .thenEvents(new ReservationCancelled("o-1", List.of("tea", "cup")))
                .thenState(it -> assertThat(it.status()).isEqualTo(ReservationStatus.CANCELLED));
    }

    @Test
    void anOrderThatIsCancelledBeforeItIsHeardOfReservesNothing() {
        reservation().when(new CancelReservation("o-1")).thenEvents(cancelled);
        reservation(cancelled)
                .when(new OpenReservation("o-1", List.of(new Line("tea", 2))))
                .thenEvents();
    }

    @Test
    void whatHasFailedOrIsCancelledHasNothingToCancel() {
        reservation(cancelled).when(new CancelReservation("o-1")).thenEvents();
        reservation(
                        opened,
                        tea,
                        new LineShort("o-1", "cup"),
                        new ReservationFailed("o-1", "not enough 'cup' in stock", List.of("tea")))
                .when(new CancelReservation("o-1"))
                .thenEvents();
    }

    private static AggregateScenario<Reservation> reservation(Object... history) {
        return AggregateScenario.of(new InventoryRouter(), Reservation.class).given(history);
    }
}
