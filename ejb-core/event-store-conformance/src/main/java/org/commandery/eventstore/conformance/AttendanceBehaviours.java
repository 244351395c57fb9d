package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commandery.eventstore.Attendance;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.DeadLetter.Parking;
import org.commandery.eventstore.StaleCheckpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Nodes that tell each other, over the store, that they are alive and what they are ready for. */
public interface AttendanceBehaviours extends StoreFixture {

    /** No test takes so long. */
    Duration ALWAYS = Duration.ofMinutes(5);

    /** Soon over, but longer than a node needs to be heard of again. */
    Duration BRIEFLY = Duration.ofMillis(400);

    @Test
    default void eachNodeHearsOfTheOthersAndOfTheCheckpointsThatItIsReadyFor() {
        store().checkpoints().divide("sub", 2, 4);
        store().checkpoints().divide("unknown here", 1, 0);
        store().checkpoints().pause("sub", "for repairs");
        store().checkpoints().resume("sub");
        Lease lease = store().checkpoints().claim("sub#0/2", "one", ALWAYS).orElseThrow();

        store().checkpoints().attend("one", Set.of("sub#0/2", "sub#1/2"), ALWAYS);
        Attendance attendance =
                otherNode().checkpoints().attend("other", Set.of("sub#1/2", "sub#0/2", "not there"), ALWAYS);

        assertThat(attendance.nodes())
                .isEqualTo(Map.of(
                        "one", Set.of("sub#0/2", "sub#1/2"), "other", Set.of("sub#0/2", "sub#1/2", "not there")));
        assertThat(attendance.checkpoints())
                .containsExactlyInAnyOrder(
                        store().checkpoints().find("sub#0/2").orElseThrow(),
                        store().checkpoints().find("sub#1/2").orElseThrow());
        assertThat(attendance.checkpoints())
                .filteredOn(checkpoint -> "one".equals(checkpoint.owner()))
                .extracting(Checkpoint::epoch)
                .containsExactly(lease.epoch());
        assertThat(attendance.retries()).isEmpty();
    }

    @Test
    default void aNodeIsReadyForWhatItSaidLast() {
        store().checkpoints().attend("one", Set.of("a", "b"), ALWAYS);
        store().checkpoints().attend("one", Set.of(), ALWAYS);

        assertThat(otherNode()
                        .checkpoints()
                        .attend("other", Set.of("a"), ALWAYS)
                        .nodes())
                .isEqualTo(Map.of("one", Set.of(), "other", Set.of("a")));
    }

    @Test
    default void aNodeThatIsNotHeardOfAnyMoreIsGoneAndSoAreItsLeases() {
        store().checkpoints().divide("sub", 1, 0);
        store().checkpoints().attend("dead", Set.of("sub"), BRIEFLY);
        Lease lost = store().checkpoints().claim("sub", "dead", BRIEFLY).orElseThrow();

        await().pollInterval(Duration.ofMillis(20))
                .until(() -> otherNode()
                        .checkpoints()
                        .attend("heir", Set.of("sub"), ALWAYS)
                        .nodes()
                        .keySet()
                        .equals(Set.of("heir")));

        await().until(() -> claims("sub", "heir").isPresent());
        assertThatExceptionOfType(StaleCheckpoint.class)
                .isThrownBy(() -> store().checkpoints().advance(lost, 0, 1));
    }

    @Test
    default void aNodeThatIsPresentKeepsItsLeases() {
        store().checkpoints().divide("sub", 1, 0);
        Lease lease =
                store().checkpoints().claim("sub", "one", Duration.ofMillis(1)).orElseThrow();

        store().checkpoints().attend("one", Set.of("sub"), BRIEFLY);
        await().pollInterval(BRIEFLY.dividedBy(8))
                .during(BRIEFLY.multipliedBy(3))
                .until(() -> {
                    Attendance attendance = store().checkpoints().attend("one", Set.of("sub"), BRIEFLY);
                    return attendance.checkpoints().get(0).owner() != null
                            && claims("sub", "other").isEmpty();
                });

        store().checkpoints().advance(lease, 0, 1);
    }

    @Test
    default void aNodeKeepsALeaseOverADeliveryThatTakesLongerThanTheLease() {
        store().checkpoints().divide("sub", 1, 0);
        store().checkpoints().attend("one", Set.of("sub"), BRIEFLY);
        Lease lease =
                store().checkpoints().claim("sub", "one", Duration.ofMillis(1)).orElseThrow();

        transactions().begin();
        store().checkpoints().advance(lease, 0, 1);
        // Attending does not wait for the delivery, which holds the checkpoint.
        await().pollInterval(BRIEFLY.dividedBy(8))
                .during(BRIEFLY.multipliedBy(2))
                .until(() -> Race.run(
                                1,
                                i -> () -> otherNode()
                                        .checkpoints()
                                        .attend("one", Set.of("sub"), BRIEFLY)
                                        .checkpoints()
                                        .get(0)
                                        .owner())
                        .equals(List.of("one")));
        otherNode().checkpoints().attend("one", Set.of("sub"), ALWAYS);
        transactions().commit();

        assertThat(claims("sub", "other")).isEmpty();
        store().checkpoints().advance(lease, 1, 2);
    }

    @Test
    @DisplayName("K05 a node that leaves gives all its leases back at once")
    default void aNodeThatLeavesGivesAllItsLeasesBackAtOnce() {
        Checkpoints checkpoints = store().checkpoints();
        checkpoints.divide("sub", 3, 0);
        checkpoints.attend("one", Set.of("sub#0/3", "sub#1/3"), ALWAYS);
        Lease lease = checkpoints.claim("sub#0/3", "one", ALWAYS).orElseThrow();
        checkpoints.claim("sub#1/3", "one", ALWAYS).orElseThrow();
        checkpoints.claim("sub#2/3", "stays", ALWAYS).orElseThrow();

        checkpoints.leave("one");

        Attendance attendance =
                otherNode().checkpoints().attend("other", Set.of("sub#0/3", "sub#1/3", "sub#2/3"), ALWAYS);
        assertThat(attendance.nodes().keySet()).containsExactly("other");
        assertThat(attendance.checkpoints())
                .extracting(Checkpoint::owner)
                .containsExactlyInAnyOrder(null, null, "stays");
        assertThat(claims("sub#0/3", "other")).isPresent();
        assertThat(claims("sub#1/3", "other")).isPresent();
        assertThatExceptionOfType(StaleCheckpoint.class)
                .isThrownBy(() -> store().checkpoints().advance(lease, 0, 1));
        checkpoints.leave("one");
        checkpoints.leave("never here");
    }

    @Test
    default void aNodeThatLeavesDoesNotWaitForWorkThatIsUnderWayNorDisturbIt() {
        store().checkpoints().divide("sub", 1, 0);
        store().checkpoints().attend("one", Set.of("sub"), ALWAYS);
        Lease lease =
                store().checkpoints().claim("sub", "one", Duration.ofMillis(1)).orElseThrow();

        transactions().begin();
        store().checkpoints().advance(lease, 0, 1);
        Race.run(1, i -> () -> {
            otherNode().checkpoints().leave("one");
            return i;
        });
        transactions().commit();

        Lease next =
                await().until(() -> claims("sub", "other"), Optional::isPresent).orElseThrow();
        assertThat(next.position()).isEqualTo(1);
    }

    @Test
    default void everyNodeHearsWhereDeadLettersAreWantedAgain() {
        store().checkpoints().divide("sub", 1, 0);
        Lease lease = store().checkpoints().claim("sub", "one", ALWAYS).orElseThrow();
        store().checkpoints().advance(lease, 0, 9, "sub", List.of(new Parking(8, "k", "error", 3)));

        assertThat(attends().retries()).isEmpty();
        store().deadLetters().retry("sub", "k");
        assertThat(attends().retries()).containsExactly("sub");
        store().deadLetters().delivered(lease, "sub", 8);
        assertThat(attends().retries()).isEmpty();
    }

    @Test
    default void aSegmentWhoseDeliveryIsStoppedIsShownAsPausedUnlessAnotherNodeIsReadyForItOrHasIt() {
        store().checkpoints().divide("sub", 2, 0);
        Lease lease =
                otherNode().checkpoints().claim("sub#0/2", "other", ALWAYS).orElseThrow();

        Attendance attendance = store().checkpoints().attend("one", Set.of(), Set.of("sub#0/2", "sub#1/2"), ALWAYS);

        assertThat(attendance.checkpoints())
                .extracting(Checkpoint::subscription, checkpoint -> checkpoint.paused() == null)
                .containsExactlyInAnyOrder(tuple("sub#0/2", true), tuple("sub#1/2", false));
        assertThat(attendance.nodes()).isEqualTo(Map.of("one", Set.of()));
        assertThat(paused("sub#1/2")).isEqualTo("its delivery is stopped on one");
        otherNode().checkpoints().release(lease);
        assertThat(paused("sub#0/2")).isEqualTo("its delivery is stopped on one");

        otherNode().checkpoints().attend("other", Set.of("sub#0/2"), ALWAYS);

        assertThat(paused("sub#0/2")).isNull();
        assertThat(paused("sub#1/2")).isNotNull();
        store().checkpoints().pause("sub", "for repairs");
        assertThat(paused("sub#1/2")).isEqualTo("for repairs");
        store().checkpoints().resume("sub");
        assertThat(store().checkpoints().claim("sub#1/2", "third", ALWAYS)).isPresent();
        assertThat(paused("sub#1/2")).isNull();
        store().checkpoints().attend("one", Set.of(), ALWAYS);
        otherNode().checkpoints().leave("other");
        assertThat(paused("sub#0/2")).isNull();
    }

    private @Nullable String paused(String segment) {
        return otherNode().checkpoints().find(segment).orElseThrow().paused();
    }

    private Attendance attends() {
        return otherNode().checkpoints().attend("other", Set.of(), ALWAYS);
    }

    private Optional<Lease> claims(String subscription, String node) {
        return otherNode().checkpoints().claim(subscription, node, ALWAYS);
    }
}
