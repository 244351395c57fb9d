package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.commandery.eventstore.conformance.Events.events;

import java.util.List;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.StaleCheckpoint;
import org.junit.jupiter.api.Test;

/** How far subscriptions have come. */
public interface CheckpointBehaviours extends StoreFixture {

    @Test
    default void aCheckpointIsCreatedOnceAndThenFound() {
        assertThat(store().checkpoints().find("sub")).isEmpty();
        assertThat(store().checkpoints().open("sub", 7)).isEqualTo(7);
        assertThat(store().checkpoints().open("sub", 99)).isEqualTo(7);
        assertThat(store().checkpoints().find("sub")).contains(checkpoint("sub", 7));
    }

    @Test
    default void checkpointsAreListedByName() {
        store().checkpoints().open("b", 2);
        store().checkpoints().open("a", 1);

        assertThat(store().checkpoints().list()).containsExactly(checkpoint("a", 1), checkpoint("b", 2));
    }

    @Test
    default void aCheckpointMovesForwardFromWhereItIs() {
        store().checkpoints().open("sub", 0);
        store().checkpoints().advance("sub", 0, 5);
        store().checkpoints().advance("sub", 5, 6);

        assertThat(store().checkpoints().find("sub")).contains(checkpoint("sub", 6));
    }

    @Test
    default void aCheckpointThatIsElsewhereStaysThere() {
        store().checkpoints().open("sub", 5);

        assertThatExceptionOfType(StaleCheckpoint.class)
                .isThrownBy(() -> store().checkpoints().advance("sub", 4, 6));
        assertThatExceptionOfType(StaleCheckpoint.class)
                .isThrownBy(() -> store().checkpoints().advance("none", 0, 6));
        assertThat(store().checkpoints().list()).containsExactly(checkpoint("sub", 5));
    }

    @Test
    default void aCheckpointDoesNotMoveBackward() {
        store().checkpoints().open("sub", 5);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store().checkpoints().advance("sub", 5, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store().checkpoints().advance("sub", 5, 4));
    }

    @Test
    default void ofManyWhoMoveACheckpointFromTheSamePlaceOneWins() {
        store().checkpoints().open("sub", 0);

        List<Boolean> moved = Race.run(8, i -> () -> moves("sub", 0, i + 1));

        assertThat(moved).containsOnlyOnce(true);
    }

    private boolean moves(String subscription, long from, long to) {
        try {
            store().checkpoints().advance(subscription, from, to);
            return true;
        } catch (StaleCheckpoint e) {
            return false;
        }
    }

    @Test
    default void aCheckpointGoesBackWithTheTransactionThatMovedIt() {
        store().checkpoints().open("sub", 0);

        transactions().begin();
        store().checkpoints().advance("sub", 0, 5);
        assertThat(store().checkpoints().find("sub")).contains(checkpoint("sub", 5));
        transactions().rollback();

        assertThat(store().checkpoints().find("sub")).contains(checkpoint("sub", 0));
    }

    @Test
    default void aCheckpointAndEventsAreCommittedTogether() {
        store().checkpoints().open("sub", 0);

        transactions().begin();
        store().checkpoints().advance("sub", 0, 5);
        store().append("s", ExpectedVersion.ANY, events(1));
        transactions().commit();

        assertThat(store().checkpoints().find("sub")).contains(checkpoint("sub", 5));
        assertThat(store().head()).isEqualTo(1);
    }

    private static Checkpoint checkpoint(String subscription, long position) {
        return new Checkpoint(subscription, EventStore.ALL, position, null, 0, null);
    }
}
