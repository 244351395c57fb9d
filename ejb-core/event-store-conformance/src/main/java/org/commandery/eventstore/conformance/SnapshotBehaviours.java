package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.commandery.eventstore.conformance.Events.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.Snapshot;
import org.commandery.eventstore.UnacceptableEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How snapshots are kept. */
public interface SnapshotBehaviours extends StoreFixture {

    private static Snapshot snapshot(long version, String data) {
        return new Snapshot("s", version, "order", 2, data, Map.of("by", "ada"), null);
    }

    private Snapshot find() {
        return store().snapshots().find("s").orElseThrow();
    }

    @Test
    @DisplayName("P01 a snapshot is read back as it was recorded")
    default void aSnapshotIsReadBackAsItWasRecorded() {
        assertThat(store().snapshots().find("s")).isEmpty();

        store().snapshots().record(snapshot(3, "{ \"state\": \"žluťoučký\"}"));

        Snapshot found = find();
        assertThat(found)
                .isEqualTo(new Snapshot(
                        "s", 3, "order", 2, "{ \"state\": \"žluťoučký\"}", Map.of("by", "ada"), found.createdAt()));
        assertThat(found.createdAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    default void aNewerSnapshotReplacesAnOlderOneAndNotTheOtherWayRound() {
        store().snapshots().record(snapshot(3, "3"));
        store().snapshots().record(snapshot(5, "5"));
        store().snapshots().record(snapshot(4, "4"));
        assertThat(find().data()).isEqualTo("5");

        store().snapshots().record(snapshot(5, "\"5 again\""));
        assertThat(find().data()).isEqualTo("\"5 again\"");
    }

    @Test
    @DisplayName("P03 a snapshot that was dropped is gone, and one that is missing can be dropped")
    default void aSnapshotThatWasDroppedIsGone() {
        store().snapshots().record(snapshot(3, "3"));

        store().snapshots().delete("s");
        store().snapshots().delete("s");

        assertThat(store().snapshots().find("s")).isEmpty();
        store().snapshots().record(snapshot(1, "1"));
        assertThat(find().version()).isEqualTo(1);
    }

    @Test
    default void aSnapshotIsOfOneStream() {
        store().snapshots().record(snapshot(3, "3"));

        assertThat(store().snapshots().find("s2")).isEmpty();
        assertThat(store().snapshots().find("s\0")).isEmpty();
    }

    @Test
    default void aSnapshotThatIsNoJsonIsRefused() {
        assertThatExceptionOfType(UnacceptableEvent.class)
                .isThrownBy(() -> store().snapshots().record(snapshot(3, "{")));
        assertThat(store().snapshots().find("s")).isEmpty();
    }

    @Test
    default void aSnapshotBelongsToTheTransactionThatRecordsIt() {
        store().snapshots().record(snapshot(1, "1"));

        transactions().begin();
        store().snapshots().record(snapshot(2, "2"));
        assertThat(find().data()).isEqualTo("2");
        transactions().rollback();
        assertThat(find().data()).isEqualTo("1");

        transactions().begin();
        store().snapshots().record(snapshot(2, "2"));
        transactions().commit();
        assertThat(find().data()).isEqualTo("2");

        transactions().begin();
        store().snapshots().delete("s");
        assertThat(store().snapshots().find("s")).isEmpty();
        transactions().rollback();
        assertThat(find().data()).isEqualTo("2");
    }

    @Test
    default void aStreamThatIsRemovedTakesItsSnapshotAlong() {
        store().append("s", ExpectedVersion.ANY, List.of(event(1)));
        store().snapshots().record(snapshot(1, "1"));

        store().streams().hardDelete("s", ExpectedVersion.ANY, "test");

        assertThat(store().snapshots().find("s")).isEmpty();
    }
}
