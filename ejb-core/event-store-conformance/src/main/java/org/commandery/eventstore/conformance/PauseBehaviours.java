package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.StaleCheckpoint;
import org.junit.jupiter.api.Test;

/** Subscriptions that people pause, resume and move while nodes are at work on them. */
public interface PauseBehaviours extends StoreFixture {

    /** No test takes so long. */
    Duration LONG = Duration.ofMinutes(5);

    @Test
    default void aPausedSubscriptionCannotBeClaimedUntilItIsResumed() {
        store().checkpoints().divide("sub", 2, 0);

        assertThat(store().checkpoints().pause("sub", "for repairs")).isTrue();

        assertThat(store().checkpoints().list())
                .extracting(Checkpoint::paused)
                .containsExactly("for repairs", "for repairs");
        assertThat(otherNode().checkpoints().claim("sub#0/2", "other", LONG)).isEmpty();
        assertThat(otherNode().checkpoints().resume("sub")).isTrue();
        assertThat(store().checkpoints().list()).extracting(Checkpoint::paused).containsExactly(null, null);
        assertThat(otherNode().checkpoints().claim("sub#0/2", "other", LONG)).isPresent();
    }

    @Test
    default void anUndividedSubscriptionIsPausedAndMovedAsWell() {
        store().checkpoints().open("sub", "s", 3);

        assertThat(store().checkpoints().pause("sub", "first")).isTrue();
        assertThat(store().checkpoints().pause("sub", "second\0")).isTrue();
        assertThat(store().checkpoints().move("sub", 1)).isTrue();

        Checkpoint checkpoint = store().checkpoints().find("sub").orElseThrow();
        assertThat(checkpoint.paused()).startsWith("second");
        assertThat(checkpoint.position()).isEqualTo(1);
        assertThat(checkpoint.stream()).isEqualTo("s");
    }

    @Test
    default void whatIsNotThereIsNeitherPausedNorMoved() {
        assertThat(store().checkpoints().pause("none", "why")).isFalse();
        assertThat(store().checkpoints().resume("none")).isFalse();
        assertThat(store().checkpoints().move("none", 1)).isFalse();
        assertThat(store().checkpoints().list()).isEmpty();
    }

    @Test
    default void workThatWasUnderWayCannotBeCommittedAfterAPause() {
        store().checkpoints().divide("sub", 2, 0);
        Lease lease = claim("sub#0/2");

        store().checkpoints().pause("sub", "for repairs");

        assertStale(lease, 0);
        assertThat(store().checkpoints().renew(lease, LONG)).isFalse();
        store().checkpoints().resume("sub");
        assertStale(lease, 0);
        assertThat(claim("sub#0/2").epoch()).isGreaterThan(lease.epoch());
        assertStale(lease, 0);
    }

    @Test
    default void whoWorksWithoutALeaseCannotMoveAPausedCheckpointEither() {
        store().checkpoints().open("sub", 0);
        store().checkpoints().pause("sub", "for repairs");

        assertThatExceptionOfType(StaleCheckpoint.class)
                .isThrownBy(() -> store().checkpoints().advance("sub", 0, 1));
        store().checkpoints().resume("sub");
        store().checkpoints().advance("sub", 0, 1);
    }

    @Test
    default void workThatWasUnderWayCannotBeCommittedAfterAMove() {
        store().checkpoints().divide("sub", 2, 4);
        Lease lease = claim("sub#0/2");

        // To where it is: the position alone would not tell.
        assertThat(otherNode().checkpoints().move("sub", 4)).isTrue();

        assertStale(lease, 4);
        claim("sub#0/2");
        assertStale(lease, 4);
    }

    @Test
    default void aMoveTakesAllSegmentsToAPositionAndForgetsWhatWasHandledBeyond() {
        store().checkpoints().divide("sub", 2, 0);
        store().checkpoints().advance("sub#1/2", 0, 9);
        store().checkpoints().divide("sub", 3, 0);
        store().checkpoints().pause("sub", "for repairs");

        assertThat(store().checkpoints().move("sub", 2)).isTrue();

        assertThat(store().checkpoints().list())
                .hasSize(3)
                .allMatch(checkpoint -> checkpoint.position() == 2 && "for repairs".equals(checkpoint.paused()));
        assertThat(store().checkpoints().divide("sub", 3, 0).orElseThrow().former())
                .isEmpty();
    }

    @Test
    default void aPauseWaitsForATransactionThatHasMovedTheCheckpoint() {
        store().checkpoints().divide("sub", 1, 0);
        Lease lease = claim("sub");

        transactions().begin();
        store().checkpoints().advance(lease, 0, 1);
        CompletableFuture<Boolean> pause =
                CompletableFuture.supplyAsync(() -> otherNode().checkpoints().pause("sub", "for repairs"));
        await().during(Duration.ofMillis(200)).until(() -> !pause.isDone());
        transactions().commit();

        assertThat(pause.join()).isTrue();
        Checkpoint checkpoint = store().checkpoints().find("sub").orElseThrow();
        assertThat(checkpoint.position()).isEqualTo(1);
        assertThat(checkpoint.paused()).isEqualTo("for repairs");
        assertThat(checkpoint.owner()).isNull();
        assertStale(lease, 1);
    }

    @Test
    default void aMoveWaitsForATransactionThatHasMovedTheCheckpointAndThenDecides() {
        store().checkpoints().divide("sub", 1, 0);
        Lease lease = claim("sub");

        transactions().begin();
        store().checkpoints().advance(lease, 0, 7);
        CompletableFuture<Boolean> move =
                CompletableFuture.supplyAsync(() -> otherNode().checkpoints().move("sub", 3));
        await().during(Duration.ofMillis(200)).until(() -> !move.isDone());
        transactions().commit();

        assertThat(move.join()).isTrue();
        assertThat(store().checkpoints().find("sub").orElseThrow().position()).isEqualTo(3);
    }

    @Test
    default void segmentsStayPausedWhenTheyAreDividedAnew() {
        store().checkpoints().divide("sub", 2, 0);
        store().checkpoints().pause("sub", "for repairs");

        store().checkpoints().divide("sub", 3, 0);

        assertThat(store().checkpoints().list()).extracting(Checkpoint::paused).containsOnly("for repairs");
    }

    @Test
    default void pausesAndMovesGoBackWithTheirTransaction() {
        store().checkpoints().divide("sub", 2, 5);
        Lease lease = claim("sub#0/2");
        List<Checkpoint> before = store().checkpoints().list();

        transactions().begin();
        store().checkpoints().pause("sub", "for repairs");
        store().checkpoints().move("sub", 1);
        assertThat(store().checkpoints().list())
                .extracting(Checkpoint::position)
                .containsExactly(1L, 1L);
        transactions().rollback();

        assertThat(store().checkpoints().list()).isEqualTo(before);
        store().checkpoints().advance(lease, 5, 6);
    }

    private Lease claim(String name) {
        return store().checkpoints().claim(name, "one", LONG).orElseThrow();
    }

    private void assertStale(Lease lease, long from) {
        assertThatExceptionOfType(StaleCheckpoint.class)
                .isThrownBy(() -> store().checkpoints().advance(lease, from, from + 1));
    }
}
