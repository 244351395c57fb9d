package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.commandery.eventstore.conformance.Events.events;
import static org.commandery.eventstore.conformance.Events.numbers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.Feed;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StaleCheckpoint;
import org.commandery.eventstore.Subscriber;
import org.commandery.eventstore.Subscription;
import org.commandery.eventstore.SubscriptionOptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who of several nodes works on a subscription, and what becomes of one who has lost it. */
public interface LeaseBehaviours extends StoreFixture {

    /** No test takes so long. */
    Duration FOR_LONG = Duration.ofMinutes(5);

    /** Soon over. */
    Duration FOR_A_MOMENT = Duration.ofMillis(100);

    @Test
    @DisplayName("K01 a free subscription can be claimed, by its owner again, and by no other")
    default void aFreeSubscriptionCanBeClaimedByItsOwnerAgainAndByNoOther() {
        Checkpoints checkpoints = store().checkpoints();
        checkpoints.open("sub", 3);

        Lease first = checkpoints.claim("sub", "one", FOR_LONG).orElseThrow();
        Lease again = checkpoints.claim("sub", "one", FOR_LONG).orElseThrow();

        assertThat(first.position()).isEqualTo(3);
        assertThat(again.epoch()).isGreaterThan(first.epoch());
        assertThat(otherNode().checkpoints().claim("sub", "other", FOR_LONG)).isEmpty();
        assertThat(checkpoints.find("sub").map(Checkpoint::owner)).contains("one");
        assertThat(checkpoints.claim("no such", "one", FOR_LONG)).isEmpty();
    }

    @Test
    default void ofManyWhoClaimASubscriptionAtOnceOneGetsIt() {
        store().checkpoints().open("sub", 0);

        List<Optional<Lease>> leases = Race.run(
                8, i -> () -> (i % 2 == 0 ? store() : otherNode()).checkpoints().claim("sub", "node " + i, FOR_LONG));

        assertThat(leases).filteredOn(Optional::isPresent).hasSize(1);
    }

    @Test
    @DisplayName("K02 a lease that is not renewed runs out")
    default void aLeaseThatIsNotRenewedRunsOut() {
        store().checkpoints().open("sub", 0);
        Lease dead = store().checkpoints().claim("sub", "dead", FOR_A_MOMENT).orElseThrow();

        await().until(() ->
                otherNode().checkpoints().claim("sub", "heir", FOR_LONG).isPresent());

        assertThat(store().checkpoints().renew(dead, FOR_LONG)).isFalse();
    }

    @Test
    default void aLeaseThatRanOutAndNobodyTookCanStillBeUsed() {
        store().checkpoints().open("sub", 0);
        Lease lease = store().checkpoints().claim("sub", "one", FOR_A_MOMENT).orElseThrow();
        await().until(() -> store().checkpoints().find("sub").orElseThrow().owner() == null);

        store().checkpoints().advance(lease, 0, 1);
        assertThat(store().checkpoints().renew(lease, FOR_LONG)).isTrue();

        assertThat(store().checkpoints().find("sub").orElseThrow().owner()).isEqualTo("one");
    }

    @Test
    default void aReleasedSubscriptionIsFreeAtOnceAndItsOldLeaseIsOfNoUse() {
        store().checkpoints().open("sub", 0);
        Lease old = store().checkpoints().claim("sub", "one", FOR_LONG).orElseThrow();

        store().checkpoints().release(old);
        assertThat(store().checkpoints().find("sub").orElseThrow().owner()).isNull();
        Lease next = otherNode().checkpoints().claim("sub", "other", FOR_LONG).orElseThrow();
        store().checkpoints().release(old);

        assertThat(next.epoch()).isGreaterThan(old.epoch());
        assertThat(otherNode().checkpoints().renew(next, FOR_LONG)).isTrue();
        assertThat(store().checkpoints().renew(old, FOR_LONG)).isFalse();
    }

    @Test
    @DisplayName("K10 who has lost the lease cannot move the checkpoint, though it is where it was")
    default void whoHasLostTheLeaseCannotMoveTheCheckpointThoughItIsWhereItWas() {
        store().checkpoints().open("sub", 4);
        Lease old = store().checkpoints().claim("sub", "one", FOR_A_MOMENT).orElseThrow();
        await().until(() ->
                otherNode().checkpoints().claim("sub", "other", FOR_LONG).isPresent());

        assertThatExceptionOfType(StaleCheckpoint.class)
                .isThrownBy(() -> store().checkpoints().advance(old, 4, 5));

        assertThat(store().checkpoints().find("sub").orElseThrow().position()).isEqualTo(4);
    }

    @Test
    @DisplayName("K10 a transaction that began before the lease was lost is refused as well")
    default void aTransactionThatBeganBeforeTheLeaseWasLostIsRefusedAsWell() {
        store().checkpoints().open("sub", 4);
        Lease old = store().checkpoints().claim("sub", "one", FOR_A_MOMENT).orElseThrow();

        transactions().begin();
        store().append("s", ExpectedVersion.ANY, events(1));
        await().until(() -> Race.run(1, i -> () -> otherNode().checkpoints().claim("sub", "other", FOR_LONG))
                .get(0)
                .isPresent());
        assertThatExceptionOfType(StaleCheckpoint.class)
                .isThrownBy(() -> store().checkpoints().advance(old, 4, 5));
        transactions().rollback();

        assertThat(store().head()).isZero();
    }

    @Test
    default void aSubscriptionWhoseCheckpointATransactionIsMovingCannotBeClaimed() {
        store().checkpoints().open("sub", 0);
        Lease lease = store().checkpoints().claim("sub", "one", FOR_A_MOMENT).orElseThrow();
        await().until(() -> store().checkpoints().find("sub").orElseThrow().owner() == null);

        transactions().begin();
        store().checkpoints().advance(lease, 0, 1);
        Optional<Lease> early = Race.run(1, i -> () -> otherNode().checkpoints().claim("sub", "other", FOR_LONG))
                .get(0);
        transactions().commit();

        assertThat(early).isEmpty();
        assertThat(otherNode()
                        .checkpoints()
                        .claim("sub", "other", FOR_LONG)
                        .orElseThrow()
                        .position())
                .isEqualTo(1);
    }

    @Test
    default void aDeletedCheckpointEndsItsLease() {
        store().checkpoints().open("sub", 4);
        Lease old = store().checkpoints().claim("sub", "one", FOR_LONG).orElseThrow();

        assertThat(store().checkpoints().delete("sub")).isTrue();
        assertThat(store().checkpoints().delete("sub")).isFalse();
        store().checkpoints().open("sub", 4);

        assertThat(store().checkpoints().renew(old, FOR_LONG)).isFalse();
        assertThatExceptionOfType(StaleCheckpoint.class)
                .isThrownBy(() -> store().checkpoints().advance(old, 4, 5));
        assertThat(store().checkpoints().claim("sub", "other", FOR_LONG)).isPresent();
    }

    @Test
    @DisplayName(
            "K05 K06 K11 of two nodes one has the subscription, and the other follows within a second of a clean stop")
    default void ofTwoNodesOneHasTheSubscriptionAndTheOtherFollowsWithinASecondOfACleanStop() {
        Inbox first = Inbox.acknowledging();
        Inbox second = Inbox.acknowledging();
        Subscription active = store().subscriptions().open(SubscriptionOptions.named("sub"), Feed.all(), first);
        first.subscription();
        otherNode().subscriptions().open(SubscriptionOptions.named("sub"), Feed.all(), second);
        store().append("s", ExpectedVersion.ANY, events(3));
        first.await(3);

        active.close();
        long closed = System.nanoTime();
        store().append("s", ExpectedVersion.ANY, events(2));
        await().pollInterval(Duration.ofMillis(10)).until(() -> second.timesSubscribed() == 1);

        assertThat(Duration.ofNanos(System.nanoTime() - closed)).isLessThan(Duration.ofSeconds(1));
        second.await(2);
        assertThat(first.positions()).isEqualTo(numbers(1, 3));
        assertThat(second.positions()).isEqualTo(numbers(4, 5));
    }

    @Test
    @DisplayName("K06 a node that dies is followed when its lease has run out, from its checkpoint")
    default void aNodeThatDiesIsFollowedWhenItsLeaseHasRunOutFromItsCheckpoint() {
        store().append("s", ExpectedVersion.ANY, events(4));
        store().checkpoints().open("sub", 0);
        Lease dead = store().checkpoints().claim("sub", "dead", FOR_A_MOMENT).orElseThrow();
        store().checkpoints().advance(dead, 0, 2);

        Inbox inbox = Inbox.acknowledging();
        store().subscriptions().open(SubscriptionOptions.named("sub"), Feed.all(), inbox);

        inbox.await(2);
        assertThat(inbox.positions()).isEqualTo(numbers(3, 4));
    }

    @Test
    @DisplayName(
            "K07 K08 after the lease was lost what is not acknowledged comes again, and acks from meanwhile count for nothing")
    default void afterTheLeaseWasLostWhatIsNotAcknowledgedComesAgain() {
        Inbox inbox = Inbox.silent();
        SubscriptionOptions options =
                SubscriptionOptions.named("sub").lease(Duration.ofMillis(300)).bufferSize(4);
        store().subscriptions().open(options, Feed.all(), inbox);
        store().append("s", ExpectedVersion.ANY, events(4));
        inbox.await(4);
        inbox.subscription().ack(2);
        await().until(() -> position("sub") == 2);

        Lease thief = steal("sub");
        inbox.subscription().ack(3);
        await().during(Duration.ofMillis(300)).until(() -> position("sub") == 2);
        inbox.subscription().ack(4);
        // More than four when the node took the subscription back once, before the thief had it.
        int received = inbox.events().size();
        store().checkpoints().release(thief);

        inbox.await(received + 2);
        assertThat(inbox.positions()).startsWith(1L, 2L, 3L, 4L).endsWith(3L, 4L);
        inbox.ack();
        await().until(() -> position("sub") == 4);
    }

    @Test
    default void whileASubscriptionChangesHandsNoEventIsLostAndTheCheckpointPassesNone() {
        int events = 100;
        Set<Long> handled = ConcurrentHashMap.newKeySet();
        Subscriber<RecordedEvent> handler = (subscription, batch) -> {
            batch.forEach(event -> handled.add(event.position()));
            subscription.ack(batch);
        };
        SubscriptionOptions options =
                SubscriptionOptions.named("sub").bufferSize(3).maxQueue(7).lease(Duration.ofMillis(200));
        store().checkpoints().open("sub", 0);
        EventStore other = otherNode();

        Race.run(4, role -> () -> switch (role) {
            case 0 -> appendUntil(events);
            case 1 -> openAndClose(store(), options, handler, events);
            case 2 -> openAndClose(other, options, handler, events);
            default -> watchAndSteal(handled, events);
        });

        assertThat(position("sub")).isEqualTo(events);
        assertThat(handled).containsExactlyInAnyOrderElementsOf(numbers(1, events));
    }

    private long appendUntil(int events) {
        for (int i = 0; i < events; i++) {
            store().append("s-" + i % 7, ExpectedVersion.ANY, List.of(Events.event(i)));
        }
        return events;
    }

    /** Has the subscription for some events at a time. */
    private long openAndClose(
            EventStore node, SubscriptionOptions options, Subscriber<RecordedEvent> handler, int events) {
        while (position("sub") < events) {
            long goal = Math.min(events, position("sub") + 20);
            Subscription subscription = node.subscriptions().open(options, Feed.all(), handler);
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> position("sub") >= goal);
            subscription.close();
        }
        return position("sub");
    }

    /** Looks at the checkpoint again and again, and takes the subscription away from time to time without using it. */
    private long watchAndSteal(Set<Long> handled, int events) {
        long last = 0;
        for (int look = 1; last < events; look++) {
            long now = position("sub");
            assertThat(now).as("never back").isGreaterThanOrEqualTo(last);
            for (long n = last + 1; n <= now; n++) {
                assertThat(handled).contains(n);
            }
            last = now;
            if (look % 25 == 0) {
                store().checkpoints().release(steal("sub"));
            }
        }
        return last;
    }

    private long position(String subscription) {
        return store().checkpoints().find(subscription).orElseThrow().position();
    }

    /** Takes a subscription from its owner, as one does that has waited for its lease to run out. */
    private Lease steal(String subscription) {
        Checkpoints checkpoints = otherNode().checkpoints();
        return await().until(
                        () -> {
                            Optional.ofNullable(checkpoints
                                            .find(subscription)
                                            .orElseThrow()
                                            .owner())
                                    .flatMap(owner -> checkpoints.claim(subscription, owner, FOR_LONG))
                                    .ifPresent(checkpoints::release);
                            return checkpoints.claim(subscription, "thief", FOR_LONG);
                        },
                        Optional::isPresent)
                .orElseThrow();
    }
}
