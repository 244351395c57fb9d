package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.DeadLetter.Parking;
import org.commandery.eventstore.Division;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.Segment;
import org.commandery.eventstore.StaleCheckpoint;
import org.commandery.eventstore.SubscriptionExists;
import org.junit.jupiter.api.Test;

/** Subscriptions that are divided into segments, and divided anew. */
public interface SegmentBehaviours extends StoreFixture {

    /** No test takes so long. */
    Duration LEASE = Duration.ofMinutes(5);

    @Test
    default void aSubscriptionIsDividedOnceAndThenFoundDivided() {
        Division first = divide("sub", 3, 7).orElseThrow();
        Division again = otherNode().checkpoints().divide("sub", 3, 99).orElseThrow();

        assertThat(first).isEqualTo(new Division(Segment.of("sub", 3), List.of()));
        assertThat(again).isEqualTo(first);
        assertThat(store().checkpoints().list())
                .containsExactly(segment("sub#0/3", 7), segment("sub#1/3", 7), segment("sub#2/3", 7));
    }

    @Test
    default void oneSegmentHasTheCheckpointOfTheSubscriptionItself() {
        store().checkpoints().open("sub", 5);

        Division division = divide("sub", 1, 0).orElseThrow();

        assertThat(division).isEqualTo(new Division(Segment.of("sub", 1), List.of()));
        assertThat(store().checkpoints().list()).containsExactly(segment("sub", 5));
    }

    @Test
    default void aSegmentIsKnownByTheNameOfItsCheckpoint() {
        divide("a#b", 2, 0);
        store().checkpoints().open("c#1/1", 0);
        store().checkpoints().open("d", 0);

        assertThat(store().checkpoints().list().stream().map(checkpoint -> Segment.named(checkpoint.subscription())))
                .containsExactlyInAnyOrder(
                        new Segment("a#b", 0, 2),
                        new Segment("a#b", 1, 2),
                        new Segment("c#1/1", 0, 1),
                        new Segment("d", 0, 1));
    }

    @Test
    default void thereIsNoSubscriptionWithoutSegments() {
        divide("sub", 2, 0);

        assertThatIllegalArgumentException().isThrownBy(() -> divide("sub", 0, 0));
        assertThat(store().checkpoints().list()).hasSize(2);
    }

    @Test
    default void aSubscriptionThatFollowsOneStreamIsNotDivided() {
        store().checkpoints().open("sub", "s", 0);

        assertThatExceptionOfType(SubscriptionExists.class).isThrownBy(() -> divide("sub", 2, 0));
        assertThatExceptionOfType(SubscriptionExists.class).isThrownBy(() -> divide("sub", 1, 0));
        assertThat(store().checkpoints().list()).hasSize(1);
    }

    @Test
    default void newSegmentsBeginAtTheEarliestOldCheckpointAndKnowWhatWasHandledBeyond() {
        divide("sub", 2, 0);
        move("sub#0/2", 0, 8);
        move("sub#1/2", 0, 5);

        Division three = divide("sub", 3, 0).orElseThrow();

        assertThat(three.former()).containsExactly(List.of(8L, 5L));
        assertThat(store().checkpoints().list())
                .containsExactly(segment("sub#0/3", 5), segment("sub#1/3", 5), segment("sub#2/3", 5));
        assertThat(divide("sub", 3, 0)).contains(three);
    }

    @Test
    default void formerDivisionsAreForgottenWhenAllSegmentsAreBeyondThem() {
        divide("sub", 2, 0);
        move("sub#0/2", 0, 8);
        divide("sub", 1, 0);
        move("sub", 0, 8);

        assertThat(divide("sub", 4, 0).orElseThrow().former()).isEmpty();
    }

    @Test
    default void theNumberOfSegmentsStaysWhileANodeIsAtWorkOnOne() {
        divide("sub", 2, 0);
        Lease lease = claim("sub#1/2");

        assertThat(divide("sub", 3, 0)).isEmpty();
        assertThat(divide("sub", 2, 0)).isPresent();
        store().checkpoints().release(lease);
        assertThat(divide("sub", 3, 0)).isPresent();

        assertThatExceptionOfType(StaleCheckpoint.class)
                .isThrownBy(() -> store().checkpoints().advance(lease, 0, 1));
    }

    @Test
    default void theNumberOfSegmentsStaysWhileATransactionMovesACheckpoint() {
        divide("sub", 2, 0);
        Lease lease = store().checkpoints()
                .claim("sub#1/2", "one", Duration.ofMillis(1))
                .orElseThrow();

        transactions().begin();
        store().checkpoints().advance(lease, 0, 1);
        Optional<Division> early = Race.run(
                        1, i -> () -> otherNode().checkpoints().divide("sub", 3, 0))
                .get(0);
        transactions().commit();
        await().until(() -> store().checkpoints().find("sub#1/2").orElseThrow().owner() == null);

        assertThat(early).isEmpty();
        assertThat(divide("sub", 3, 0).orElseThrow().former()).containsExactly(List.of(0L, 1L));
    }

    @Test
    default void anOldLeaseIsOfNoUseWhenASubscriptionComesBackToItsOldNumberOfSegments() {
        divide("sub", 1, 0);
        Lease old = claim("sub");
        store().checkpoints().release(old);
        divide("sub", 4, 0);
        divide("sub", 1, 0);

        Lease fresh = claim("sub");

        assertThat(fresh.epoch()).isGreaterThan(old.epoch());
        assertThatExceptionOfType(StaleCheckpoint.class)
                .isThrownBy(() -> store().checkpoints().advance(old, 0, 1));
    }

    @Test
    default void ofNodesThatDivideASubscriptionDifferentlyAtOnceTheLastOneSettlesIt() {
        for (int round = 0; round < 10; round++) {
            String name = "sub-" + round;
            List<Optional<Division>> divisions = Race.run(
                    6,
                    i -> () ->
                            (i % 2 == 0 ? store() : otherNode()).checkpoints().divide(name, 1 + i / 2, 3));

            List<Checkpoint> checkpoints = store().checkpoints().list().stream()
                    .filter(checkpoint -> checkpoint.subscription().equals(name)
                            || checkpoint.subscription().startsWith(name + "#"))
                    .toList();
            List<Checkpoint> expected = Segment.of(name, checkpoints.size()).stream()
                    .map(segment -> segment(segment.name(), 3))
                    .toList();
            assertThat(divisions).anyMatch(Optional::isPresent);
            assertThat(checkpoints).isEqualTo(expected);
        }
    }

    @Test
    default void howeverOftenItIsDividedEachEventIsHandledOnceAndThoseOfAKeyInOrder() {
        for (long seed = 1; seed <= 8; seed++) {
            handleUnderManyDivisions("sub-" + seed, seed);
        }
    }

    private void handleUnderManyDivisions(String name, long seed) {
        Random random = new Random(seed);
        List<String> keys = IntStream.range(0, 200)
                .mapToObj(i -> "key-" + random.nextInt(25))
                .toList();
        Map<String, List<Long>> handled = new HashMap<>();

        List<Integer> counts = new ArrayList<>(List.of(1, 4, 3, 1));
        IntStream.range(0, 6).forEach(i -> counts.add(1 + random.nextInt(9)));
        for (int i = 0; i < counts.size(); i++) {
            Division division = divide(name, counts.get(i), 0).orElseThrow();
            boolean last = i == counts.size() - 1;
            for (Segment segment : division.segments()) {
                int events = last ? keys.size() : random.nextInt(40);
                handle(division, segment, keys, events, handled);
            }
        }

        Map<String, List<Long>> expected = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            expected.computeIfAbsent(keys.get(i), key -> new ArrayList<>()).add(i + 1L);
        }
        assertThat(handled).as("seed %d, divisions into %s", seed, counts).isEqualTo(expected);
    }

    /** Does what a node does that works on a segment for a while. */
    private void handle(
            Division division, Segment segment, List<String> keys, int events, Map<String, List<Long>> handled) {
        Lease lease = claim(segment.name());
        long to = Math.min(keys.size(), lease.position() + events);
        for (long position = lease.position() + 1; position <= to; position++) {
            String key = keys.get((int) position - 1);
            if (segment.has(key) && !division.isHandled(position, key)) {
                handled.computeIfAbsent(key, each -> new ArrayList<>()).add(position);
            }
        }
        if (to > lease.position()) {
            store().checkpoints().advance(lease, lease.position(), to);
        }
        store().checkpoints().release(lease);
    }

    @Test
    default void aSubscriptionIsDeletedWithAllItsSegmentsAndDeadLetters() {
        divide("sub", 2, 0);
        divide("other", 2, 0);
        store().checkpoints().advance(claim("sub#0/2"), 0, 5, "sub", List.of(new Parking(5, "k", "boom", 1)));
        store().checkpoints().advance(claim("other#0/2"), 0, 5, "other", List.of(new Parking(5, "k", "boom", 1)));

        assertThat(store().subscriptions().delete("sub")).isTrue();
        assertThat(store().checkpoints().delete("sub")).isFalse();

        assertThat(store().checkpoints().list())
                .extracting(Checkpoint::subscription)
                .containsExactly("other#0/2", "other#1/2");
        assertThat(store().deadLetters().counts()).isEqualTo(Map.of("other", 1L));
        assertThat(divide("sub", 3, 1).orElseThrow().former()).isEmpty();
    }

    @Test
    default void segmentsWhoseCheckpointsAreAllGoneBeginAfresh() {
        divide("sub", 2, 0);
        move("sub#0/2", 0, 8);
        divide("sub", 3, 0);
        Segment.of("sub", 3).forEach(segment -> store().checkpoints().delete(segment.name()));

        assertThat(divide("sub", 3, 2).orElseThrow().former()).isEmpty();
        assertThat(store().checkpoints().list()).hasSize(3).allMatch(checkpoint -> checkpoint.position() == 2);
    }

    @Test
    default void aDivisionGoesBackWithItsTransaction() {
        divide("sub", 2, 0);
        move("sub#0/2", 0, 8);
        List<Checkpoint> before = store().checkpoints().list();

        transactions().begin();
        assertThat(divide("sub", 3, 0)).isPresent();
        assertThat(store().checkpoints().list()).hasSize(3);
        transactions().rollback();

        assertThat(store().checkpoints().list()).isEqualTo(before);
        assertThat(divide("sub", 2, 0).orElseThrow().former()).isEmpty();
    }

    private Optional<Division> divide(String subscription, int segments, long start) {
        return store().checkpoints().divide(subscription, segments, start);
    }

    private Lease claim(String name) {
        return store().checkpoints().claim(name, "one", LEASE).orElseThrow();
    }

    private void move(String name, long from, long to) {
        store().checkpoints().advance(name, from, to);
    }

    private static Checkpoint segment(String name, long position) {
        return new Checkpoint(name, EventStore.ALL, position, null, 0, null);
    }
}
