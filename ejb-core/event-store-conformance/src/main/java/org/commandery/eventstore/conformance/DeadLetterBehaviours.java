package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.DeadLetter;
import org.commandery.eventstore.DeadLetter.Parking;
import org.commandery.eventstore.DeadLetters;
import org.commandery.eventstore.StaleCheckpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Events that subscriptions put aside. */
public interface DeadLetterBehaviours extends StoreFixture {

    /** No test takes so long. */
    Duration WHOLE_TEST = Duration.ofMinutes(5);

    @Test
    @DisplayName("C14 what cannot be handled is put aside with the move of the checkpoint that passes it")
    default void whatCannotBeHandledIsPutAsideWithTheMoveOfTheCheckpointThatPassesIt() {
        Lease lease = lease("sub");

        store().checkpoints()
                .advance(
                        lease,
                        0,
                        9,
                        "sub",
                        List.of(parking(7, "a", null), parking(4, "a", "boom"), parking(8, "b", "bang")));

        assertThat(position("sub")).isEqualTo(9);
        List<DeadLetter> letters = otherNode().deadLetters().list("sub", 0, 10);
        assertThat(letters)
                .extracting(DeadLetter::position, DeadLetter::key, DeadLetter::error, DeadLetter::attempts)
                .containsExactly(tuple(4L, "a", "boom", 3), tuple(7L, "a", null, 0), tuple(8L, "b", "bang", 3));
        assertThat(letters)
                .allMatch(letter -> !letter.retrying() && letter.subscription().equals("sub"));
        assertThat(letters.get(0).parkedAt())
                .isBefore(Instant.now().plusSeconds(60))
                .isAfter(Instant.now().minusSeconds(60));
        assertThat(store().deadLetters().list("sub", 4, 10)).hasSize(2);
        assertThat(store().deadLetters().list("sub", 0, 1)).hasSize(1);
        assertThat(store().deadLetters().list("another", 0, 10)).isEmpty();
        assertThat(store().deadLetters().keys("sub")).containsExactlyInAnyOrder("a", "b");
        assertThat(store().deadLetters().counts()).isEqualTo(Map.of("sub", 3L));
    }

    @Test
    default void anEventIsNotPutBehindOthersOfItsKeyThatWereGivenUpMeanwhile() {
        Lease lease = park("sub", 9, parking(1, "a", "boom"));
        otherNode().deadLetters().drop("sub", "a");

        assertThatExceptionOfType(StaleCheckpoint.class)
                .isThrownBy(() -> store().checkpoints()
                        .advance(lease, 9, 12, "sub", List.of(parking(11, "b", "boom"), parking(12, "a", null))));

        assertThat(position("sub")).isEqualTo(9);
        assertThat(store().deadLetters().counts()).isEmpty();
    }

    @Test
    default void anEventThatIsPutAsideWhileItsKeyIsGivenUpIsGivenUpWithItOrRefused() {
        for (int round = 0; round < 20; round++) {
            String name = "sub-" + round;
            Lease lease = park(name, 9, parking(1, "a", "boom"));

            List<Boolean> done = Race.run(2, i -> () -> {
                if (i == 0) {
                    return otherNode().deadLetters().drop(name, "a") > 0;
                }
                try {
                    store().checkpoints().advance(lease, 9, 12, name, List.of(parking(12, "a", null)));
                    return true;
                } catch (StaleCheckpoint e) {
                    return false;
                }
            });

            assertThat(done.get(0)).isTrue();
            assertThat(store().deadLetters().counts()).isEmpty();
        }
    }

    @Test
    default void whoGivesUpAKeyWaitsForATransactionThatPutsAnEventBehindIt() {
        Lease lease = park("sub", 9, parking(1, "a", "boom"));

        transactions().begin();
        store().checkpoints().advance(lease, 9, 12, "sub", List.of(parking(12, "a", null)));
        CompletableFuture<Integer> drop =
                CompletableFuture.supplyAsync(() -> otherNode().deadLetters().drop("sub", "a"));
        await().during(Duration.ofMillis(200)).until(() -> !drop.isDone());
        transactions().commit();

        assertThat(drop.join()).isEqualTo(2);
        assertThat(store().deadLetters().counts()).isEmpty();
    }

    @Test
    default void aLetterThatIsThereAlreadyStaysAsItIs() {
        Lease lease = lease("sub");
        store().checkpoints().advance(lease, 0, 9, "sub", List.of(parking(7, "a", "first")));
        store().deadLetters().retry("sub", "a");
        store().checkpoints().move("sub", 0);

        store().checkpoints()
                .advance(lease("sub"), 0, 9, "sub", List.of(parking(7, "b", "second"), parking(8, "b", "second")));

        assertThat(store().deadLetters().list("sub", 0, 10))
                .extracting(DeadLetter::position, DeadLetter::error, DeadLetter::retrying)
                .containsExactly(tuple(7L, "first", true), tuple(8L, "second", false));
    }

    @Test
    default void whoHasLostTheLeasePutsNothingAside() {
        Lease old = lease("sub");
        lease("sub");

        assertStale(old, 0);

        assertThat(position("sub")).isZero();
        assertThat(store().deadLetters().counts()).isEmpty();
    }

    @Test
    default void whoIsMistakenAboutTheCheckpointPutsNothingAside() {
        Lease lease = lease("sub");

        assertStale(lease, 1);

        assertThat(store().deadLetters().counts()).isEmpty();
    }

    private void assertStale(Lease lease, long from) {
        assertThatExceptionOfType(StaleCheckpoint.class)
                .isThrownBy(
                        () -> store().checkpoints().advance(lease, from, 9, "sub", List.of(parking(7, "a", "boom"))));
    }

    @Test
    default void errorsAndKeysMayBeOfAnyLength() {
        String key = "k".repeat(20_000);
        String error = "e\0".repeat(50_000);

        store().checkpoints().advance(lease("sub"), 0, 9, "sub", List.of(parking(7, key, error)));

        assertThat(store().deadLetters().keys("sub")).containsExactly(key);
        assertThat(store().deadLetters().list("sub", 0, 1).get(0).error()).hasSize(100_000);
        assertThat(store().deadLetters().retry("sub", key)).isEqualTo(1);
        store().deadLetters().failedAgain("sub", 7, error, 4);
        assertThat(store().deadLetters().drop("sub", key)).isEqualTo(1);
    }

    @Test
    default void thoseOfAKeyOrAllAreWantedAgain() {
        park("sub", 9, parking(1, "a", "boom"), parking(2, "b", "boom"), parking(3, "a", null));

        assertThat(store().deadLetters().retry("sub", "a")).isEqualTo(2);
        assertThat(retrying("sub")).containsExactly(1L, 3L);
        assertThat(store().deadLetters().retry("sub", null)).isEqualTo(3);
        assertThat(retrying("sub")).containsExactly(1L, 2L, 3L);
        assertThat(store().deadLetters().retry("sub", "none")).isZero();
        assertThat(store().deadLetters().retry("none", null)).isZero();
    }

    @Test
    default void thoseOfAKeyOneOrAllAreGivenUp() {
        park(
                "sub",
                9,
                parking(1, "a", "boom"),
                parking(2, "b", "boom"),
                parking(3, "a", null),
                parking(4, "c", "boom"));
        park("other", 9, parking(1, "a", "boom"));

        assertThat(store().deadLetters().drop("sub", "a")).isEqualTo(2);
        assertThat(store().deadLetters().drop("sub", 2)).isTrue();
        assertThat(store().deadLetters().drop("sub", 2)).isFalse();
        assertThat(store().deadLetters().keys("sub")).containsExactly("c");
        assertThat(store().deadLetters().drop("sub", null)).isEqualTo(1);
        assertThat(store().deadLetters().counts()).isEqualTo(Map.of("other", 1L));
    }

    @Test
    default void aLetterThatWasDeliveredIsGoneAndThoseBehindItFollow() {
        Lease lease = park("sub", 9, parking(1, "a", "boom"), parking(2, "b", "boom"), parking(3, "a", null));
        store().deadLetters().retry("sub", "a");
        store().checkpoints().advance(lease, 9, 12, "sub", List.of(parking(11, "a", null)));
        assertThat(retrying("sub")).containsExactly(1L, 3L);

        store().deadLetters().delivered(lease, "sub", 1);

        assertThat(retrying("sub")).containsExactly(3L, 11L);
        assertThat(store().deadLetters().keys("sub")).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    default void onlyWhoHasTheLeaseDeliversALetterThatIsStillThere() {
        Lease old = park("sub", 9, parking(1, "a", "boom"));
        Lease lease = lease("sub");

        assertThatExceptionOfType(StaleCheckpoint.class)
                .isThrownBy(() -> store().deadLetters().delivered(old, "sub", 1));
        assertThat(store().deadLetters().counts()).isEqualTo(Map.of("sub", 1L));
        store().deadLetters().drop("sub", 1);
        assertThatExceptionOfType(StaleCheckpoint.class)
                .isThrownBy(() -> store().deadLetters().delivered(lease, "sub", 1));
    }

    @Test
    default void aLetterThatFailsAgainRestsWithThoseOfItsKey() {
        park("sub", 9, parking(1, "a", "boom"), parking(2, "b", "boom"), parking(3, "a", null));
        store().deadLetters().retry("sub", null);

        store().deadLetters().failedAgain("sub", 1, "bang", 4);
        store().deadLetters().failedAgain("sub", 8, "not there", 1);

        assertThat(store().deadLetters().list("sub", 0, 10))
                .extracting(DeadLetter::position, DeadLetter::error, DeadLetter::attempts, DeadLetter::retrying)
                .containsExactly(tuple(1L, "bang", 4, false), tuple(2L, "boom", 3, true), tuple(3L, null, 0, false));
    }

    @Test
    default void aPauseWaitsForTheDeliveryOfALetter() {
        Lease lease = park("sub", 9, parking(1, "a", "boom"));

        transactions().begin();
        store().deadLetters().delivered(lease, "sub", 1);
        CompletableFuture<Boolean> pause =
                CompletableFuture.supplyAsync(() -> otherNode().checkpoints().pause("sub", "for repairs"));
        await().during(Duration.ofMillis(200)).until(() -> !pause.isDone());
        transactions().commit();

        assertThat(pause.join()).isTrue();
        assertThat(store().deadLetters().counts()).isEmpty();
    }

    @Test
    default void whatIsDoneToLettersGoesBackWithItsTransaction() {
        Lease lease = park("sub", 9, parking(1, "a", "boom"), parking(2, "b", "boom"));
        List<DeadLetter> before = store().deadLetters().list("sub", 0, 10);

        transactions().begin();
        store().checkpoints().advance(lease, 9, 12, "sub", List.of(parking(11, "c", "boom")));
        store().deadLetters().retry("sub", "a");
        store().deadLetters().delivered(lease, "sub", 1);
        store().deadLetters().failedAgain("sub", 2, "bang", 4);
        store().deadLetters().drop("sub", 2);
        assertThat(store().deadLetters().keys("sub")).containsExactly("c");
        transactions().rollback();

        assertThat(store().deadLetters().list("sub", 0, 10)).isEqualTo(before);
        assertThat(position("sub")).isEqualTo(9);
    }

    @Test
    default void aLetterIsGivenUpOrDeliveredButNotBoth() {
        for (int round = 0; round < 10; round++) {
            String name = "sub-" + round;
            Lease lease = park(name, 9, parking(1, "a", "boom"));

            List<Boolean> done = Race.run(2, i -> () -> {
                if (i == 0) {
                    return otherNode().deadLetters().drop(name, 1);
                }
                try {
                    store().deadLetters().delivered(lease, name, 1);
                    return true;
                } catch (StaleCheckpoint e) {
                    return false;
                }
            });

            assertThat(done).containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    default void aLetterThatIsGivenUpWhileItsDeliveryWaitsIsNotDelivered() {
        Lease lease = park("sub", 9, parking(1, "a", "boom"));
        DeadLetters others = otherNode().deadLetters();

        transactions().begin();
        store().checkpoints().pause("sub", "not for long");
        CompletableFuture<Void> delivery = CompletableFuture.runAsync(() -> others.delivered(lease, "sub", 1));
        await().during(Duration.ofMillis(100)).until(() -> !delivery.isDone());
        boolean dropped =
                CompletableFuture.supplyAsync(() -> others.drop("sub", 1)).join();
        transactions().rollback();

        assertThat(dropped).isTrue();
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(delivery::join)
                .withCauseInstanceOf(StaleCheckpoint.class);
    }

    @Test
    default void theCheckpointStaysWhileALetterThatItWouldPassIsWaitedFor() {
        park("sub", 9, parking(7, "a", "boom"));
        store().checkpoints().move("sub", 0);
        Lease lease = lease("sub");
        Checkpoints others = otherNode().checkpoints();

        transactions().begin();
        store().deadLetters().drop("sub", 7);
        CompletableFuture<Void> advance = CompletableFuture.runAsync(
                () -> others.advance(lease, 0, 9, "sub", List.of(parking(7, "a", "again"), parking(8, "a", null))));
        await().during(Duration.ofMillis(100)).until(() -> !advance.isDone() && position("sub") == 0);
        transactions().commit();
        advance.join();

        assertThat(position("sub")).isEqualTo(9);
        assertThat(store().deadLetters().list("sub", 0, 10))
                .extracting(DeadLetter::position, DeadLetter::error)
                .containsExactly(tuple(7L, "again"), tuple(8L, null));
    }

    private Lease park(String subscription, long to, Parking... parked) {
        Lease lease = lease(subscription);
        store().checkpoints().advance(lease, 0, to, subscription, List.of(parked));
        return lease;
    }

    private Lease lease(String subscription) {
        store().checkpoints().divide(subscription, 1, 0);
        return store().checkpoints().claim(subscription, "one", WHOLE_TEST).orElseThrow();
    }

    private long position(String subscription) {
        return store().checkpoints().find(subscription).orElseThrow().position();
    }

    private List<Long> retrying(String subscription) {
        return store().deadLetters().list(subscription, 0, 100).stream()
                .filter(DeadLetter::retrying)
                .map(DeadLetter::position)
                .toList();
    }

    private static Parking parking(long position, String key, @Nullable String error) {
        return new Parking(position, key, error, error == null ? 0 : 3);
    }
}
