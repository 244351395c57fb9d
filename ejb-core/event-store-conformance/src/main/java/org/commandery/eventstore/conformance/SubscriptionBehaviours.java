package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.commandery.eventstore.conformance.Events.event;
import static org.commandery.eventstore.conformance.Events.events;
import static org.commandery.eventstore.conformance.Events.numbers;
import static org.commandery.eventstore.conformance.Events.positions;
import static org.commandery.eventstore.conformance.Events.versions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.Feed;
import org.commandery.eventstore.InvalidStart;
import org.commandery.eventstore.NotSubscribed;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.Subscriber;
import org.commandery.eventstore.Subscription;
import org.commandery.eventstore.SubscriptionDeleted;
import org.commandery.eventstore.SubscriptionExists;
import org.commandery.eventstore.SubscriptionInfo;
import org.commandery.eventstore.SubscriptionOptions;
import org.commandery.eventstore.SubscriptionStart;
import org.commandery.eventstore.UnexpectedAck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Durable subscriptions with one subscriber. */
public interface SubscriptionBehaviours extends StoreFixture {

    /** Long enough to see that nothing more comes. */
    Duration A_WHILE = Duration.ofMillis(150);

    @Test
    @DisplayName("S01 a subscriber is told once that its subscription is active")
    default void aSubscriberIsToldOnceThatItsSubscriptionIsActive() {
        Inbox inbox = open(SubscriptionOptions.named("sub"), Inbox.acknowledging());

        store().append("s", ExpectedVersion.ANY, events(3));

        inbox.await(3);
        assertThat(inbox.timesSubscribed()).isEqualTo(1);
        assertThat(inbox.subscription().name()).isEqualTo("sub");
    }

    @Test
    @DisplayName("S02 a subscription starts at the origin, at the end, or after a position")
    default void aSubscriptionStartsAtTheOriginAtTheEndOrAfterAPosition() {
        store().append("s", ExpectedVersion.ANY, events(3));

        Inbox origin = open(SubscriptionOptions.named("origin"), Inbox.acknowledging());
        Inbox current =
                open(SubscriptionOptions.named("current").from(SubscriptionStart.CURRENT), Inbox.acknowledging());
        Inbox after = open(SubscriptionOptions.named("after").from(SubscriptionStart.after(2)), Inbox.acknowledging());
        store().append("s", ExpectedVersion.ANY, events(1));

        origin.await(4);
        after.await(2);
        current.await(1);
        assertThat(origin.positions()).isEqualTo(numbers(1, 4));
        assertThat(after.positions()).isEqualTo(numbers(3, 4));
        assertThat(current.positions()).isEqualTo(numbers(4, 4));
    }

    @Test
    @DisplayName("S02 a subscription to a stream starts at a version, also before the stream exists")
    default void aSubscriptionToAStreamStartsAtAVersionAlsoBeforeTheStreamExists() {
        store().append("other", ExpectedVersion.ANY, events(3));
        Inbox inbox = Inbox.acknowledging();
        store().subscriptions()
                .open(SubscriptionOptions.named("sub").from(SubscriptionStart.after(1)), Feed.ofStream("s"), inbox);

        store().append("s", ExpectedVersion.NO_STREAM, events(3));

        inbox.await(2);
        assertThat(versions(inbox.events())).containsExactly(2L, 3L);
        awaitPosition("sub", 3);
    }

    @Test
    @DisplayName("S03 a second subscriber of the name is refused")
    default void aSecondSubscriberOfTheNameIsRefused() {
        open(SubscriptionOptions.named("sub"), Inbox.acknowledging());

        assertThatExceptionOfType(SubscriptionExists.class)
                .isThrownBy(() -> open(SubscriptionOptions.named("sub"), Inbox.acknowledging()));
    }

    @Test
    default void aNameThatFollowsAnotherStreamIsRefused() {
        Inbox inbox = open(SubscriptionOptions.named("sub"), Inbox.acknowledging());
        inbox.subscription().close();

        assertThatExceptionOfType(SubscriptionExists.class)
                .isThrownBy(() -> store().subscriptions()
                        .open(SubscriptionOptions.named("sub"), Feed.ofStream("s"), Inbox.acknowledging()))
                .withMessageContaining(EventStore.ALL);
    }

    @Test
    @DisplayName("S04 an invalid start is refused")
    default void anInvalidStartIsRefused() {
        assertThatExceptionOfType(InvalidStart.class).isThrownBy(() -> SubscriptionStart.after(-1));
        assertThatExceptionOfType(InvalidStart.class).isThrownBy(() -> new SubscriptionStart(-2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubscriptionOptions.named("sub").bufferSize(0));
    }

    @Test
    @DisplayName("S05 the next event follows when the one before is acknowledged")
    default void theNextEventFollowsWhenTheOneBeforeIsAcknowledged() {
        Inbox inbox = open(SubscriptionOptions.named("sub"), Inbox.silent());
        store().append("s", ExpectedVersion.ANY, events(3));

        for (int n = 1; n <= 3; n++) {
            inbox.await(n);
            assertNoMoreThan(inbox, n);
            inbox.ack();
        }
        assertThat(inbox.batches()).hasSize(3);
    }

    @Test
    default void asManyEventsAsTheBufferHoldsComeTogether() {
        store().append("s", ExpectedVersion.ANY, events(7));

        Inbox inbox = open(SubscriptionOptions.named("sub").bufferSize(3), Inbox.silent());

        inbox.await(3);
        inbox.subscription().ack(inbox.events().get(1));
        inbox.await(5);
        inbox.subscription().ack(inbox.events().subList(2, 5));
        inbox.await(7);
        assertThat(inbox.positions()).isEqualTo(numbers(1, 7));
        assertThat(inbox.batches().get(0)).hasSize(3);
        assertThat(inbox.batches()).allMatch(batch -> batch.size() <= 3);
    }

    @Test
    @DisplayName("S06 after a restart it goes on behind what was acknowledged, and the rest is sent again")
    default void afterARestartItGoesOnBehindWhatWasAcknowledged() {
        store().append("s", ExpectedVersion.ANY, events(5));
        SubscriptionOptions options = SubscriptionOptions.named("sub").bufferSize(5);
        Inbox first = open(options, Inbox.silent());
        first.await(5);
        first.subscription().ack(2);
        first.subscription().close();

        Inbox second = open(options, Inbox.silent());

        second.await(3);
        assertThat(second.positions()).isEqualTo(numbers(3, 5));
    }

    @Test
    @DisplayName("S08 an ack of an event that was never sent is refused and changes nothing")
    default void anAckOfAnEventThatWasNeverSentIsRefusedAndChangesNothing() {
        store().append("s", ExpectedVersion.ANY, events(2));
        Inbox inbox = open(SubscriptionOptions.named("sub"), Inbox.silent());
        inbox.await(1);

        assertThatExceptionOfType(UnexpectedAck.class)
                .isThrownBy(() -> inbox.subscription().ack(999))
                .withMessageContaining("999");

        assertNoMoreThan(inbox, 1);
        assertThat(position("sub")).isZero();
        inbox.subscription().ack(1);
        inbox.subscription().ack(1);
        inbox.await(2);
        awaitPosition("sub", 1);
    }

    @Test
    @DisplayName("S09 an ack after the end is refused")
    default void anAckAfterTheEndIsRefused() {
        store().append("s", ExpectedVersion.ANY, events(1));
        Inbox inbox = open(SubscriptionOptions.named("sub"), Inbox.silent());
        inbox.await(1);
        inbox.subscription().close();

        assertThatExceptionOfType(NotSubscribed.class)
                .isThrownBy(() -> inbox.subscription().ack(1));
    }

    @Test
    @DisplayName("S10 no more events are held than the queue takes, and the rest follows in order")
    default void noMoreEventsAreHeldThanTheQueueTakesAndTheRestFollowsInOrder() {
        List<Long> read = new CopyOnWriteArrayList<>();
        Inbox inbox = Inbox.silent();
        store().subscriptions()
                .open(
                        SubscriptionOptions.named("sub").maxQueue(5).bufferSize(2),
                        Feed.all().select(event -> read.add(event.position())),
                        inbox);
        for (int i = 0; i < 20; i++) {
            store().append("s", ExpectedVersion.ANY, events(1));
        }
        inbox.await(2);
        await().during(A_WHILE).until(() -> read.size() <= 5);

        for (int n = 1; n <= 20; n++) {
            inbox.await(n);
            assertThat(read.size() - n + 1).isLessThanOrEqualTo(5);
            inbox.subscription().ack(n);
        }

        assertThat(inbox.positions()).isEqualTo(numbers(1, 20));
        assertThat(read).isEqualTo(numbers(1, 20));
    }

    @Test
    @DisplayName("S11 S12 appends from many threads are delivered in order, each once")
    default void appendsFromManyThreadsAreDeliveredInOrderEachOnce() {
        Inbox inbox = open(SubscriptionOptions.named("sub").bufferSize(10), Inbox.acknowledging());

        Race.run(4, writer -> () -> {
            for (int i = 0; i < 25; i++) {
                (i % 2 == 0 ? store() : otherNode()).append("s-" + writer, ExpectedVersion.ANY, events(1));
            }
            return writer;
        });

        inbox.await(100);
        assertThat(inbox.positions()).isEqualTo(numbers(1, 100));
        awaitPosition("sub", 100);
    }

    @Test
    @DisplayName("S14 when nothing is wanted nothing is delivered, and the checkpoint moves")
    default void whenNothingIsWantedNothingIsDeliveredAndTheCheckpointMoves() {
        Inbox bySelector = Inbox.acknowledging();
        Inbox byQuery = Inbox.acknowledging();
        store().subscriptions()
                .open(SubscriptionOptions.named("selector"), Feed.all().select(event -> false), bySelector);
        store().subscriptions().open(SubscriptionOptions.named("query"), Feed.of(EventQuery.types("other")), byQuery);

        store().append("s", ExpectedVersion.ANY, events(3));

        awaitPosition("selector", 3);
        awaitPosition("query", 3);
        assertThat(bySelector.events()).isEmpty();
        assertThat(byQuery.events()).isEmpty();
    }

    @Test
    @DisplayName("S15 S30 selector and mapper do the same in catch-up and live, each event once")
    default void selectorAndMapperDoTheSameInCatchUpAndLiveEachEventOnce() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            store().append("s", ExpectedVersion.ANY, events(2));
        }
        List<String> received = new CopyOnWriteArrayList<>();
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        Subscriber<String> slow = (subscription, texts) -> {
            started.countDown();
            goOn.await(10, TimeUnit.SECONDS);
            received.addAll(texts);
            subscription.ack();
        };
        store().subscriptions()
                .open(
                        SubscriptionOptions.named("sub").maxQueue(4),
                        Feed.all().select(event -> event.position() % 2 == 1).map(event -> "#" + event.position()),
                        slow);
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        store().append("s", ExpectedVersion.ANY, events(20));
        goOn.countDown();

        await().until(() -> received.size() >= 20);
        List<String> odd = new ArrayList<>();
        for (int n = 1; n < 40; n += 2) {
            odd.add("#" + n);
        }
        awaitPosition("sub", 40);
        assertThat(received).isEqualTo(odd);
    }

    @Test
    default void aQuerySelectsAmongAllEvents() {
        store().append("order-1", ExpectedVersion.ANY, events(2));
        store().append("stock-1", ExpectedVersion.ANY, events(2));
        Inbox inbox = Inbox.acknowledging();
        store().subscriptions()
                .open(SubscriptionOptions.named("sub").bufferSize(10), Feed.of(EventQuery.streams("order-")), inbox);
        store().append("stock-1", ExpectedVersion.ANY, events(1));
        store().append("order-2", ExpectedVersion.ANY, events(1));

        inbox.await(3);
        assertThat(inbox.positions()).containsExactly(1L, 2L, 6L);
        awaitPosition("sub", 6);
    }

    @Test
    @DisplayName("S16 the checkpoint follows each ack")
    default void theCheckpointFollowsEachAck() {
        store().append("s", ExpectedVersion.ANY, events(3));
        Inbox inbox = open(SubscriptionOptions.named("sub"), Inbox.silent());
        for (int n = 1; n <= 3; n++) {
            inbox.await(n);
            inbox.ack();
            awaitPosition("sub", n);
        }
    }

    @Test
    @DisplayName("S17 with a threshold the checkpoint is written when so many are acknowledged")
    default void withAThresholdTheCheckpointIsWrittenWhenSoManyAreAcknowledged() {
        store().append("s", ExpectedVersion.ANY, events(6));
        Inbox inbox =
                open(SubscriptionOptions.named("sub").bufferSize(6).checkpointAfter(3, Duration.ZERO), Inbox.silent());
        inbox.await(6);

        inbox.subscription().ack(2);
        await().during(A_WHILE).until(() -> position("sub") == 0);
        inbox.subscription().ack(3);
        awaitPosition("sub", 3);
        inbox.subscription().ack(4);
        await().during(A_WHILE).until(() -> position("sub") == 3);
    }

    @Test
    @DisplayName("S18 or some time after the first of them")
    default void orSomeTimeAfterTheFirstOfThem() {
        store().append("s", ExpectedVersion.ANY, events(2));
        Inbox inbox = open(
                SubscriptionOptions.named("sub").bufferSize(2).checkpointAfter(10, Duration.ofMillis(25)),
                Inbox.silent());
        inbox.await(2);

        inbox.ack();

        awaitPosition("sub", 2);
    }

    @Test
    @DisplayName("S19 when it is closed what was acknowledged is in the checkpoint")
    default void whenItIsClosedWhatWasAcknowledgedIsInTheCheckpoint() {
        store().append("s", ExpectedVersion.ANY, events(5));
        Inbox inbox = open(
                SubscriptionOptions.named("sub").bufferSize(5).checkpointAfter(100, Duration.ZERO), Inbox.silent());
        inbox.await(5);
        inbox.subscription().ack(4);

        inbox.subscription().close();

        assertThat(position("sub")).isEqualTo(4);
    }

    @Test
    @DisplayName("S20 the checkpoint never passes an event that is not acknowledged")
    default void theCheckpointNeverPassesAnEventThatIsNotAcknowledged() {
        store().append("s", ExpectedVersion.ANY, events(50));
        Inbox inbox = open(
                SubscriptionOptions.named("sub").bufferSize(3).maxQueue(4).checkpointAfter(2, Duration.ofMillis(1)),
                Inbox.silent());
        for (int n = 1; n <= 50; n++) {
            inbox.await(n);
            assertThat(position("sub")).isLessThan(n);
            inbox.subscription().ack(n);
            assertThat(position("sub")).isLessThanOrEqualTo(n);
        }
        assertThat(inbox.positions()).isEqualTo(numbers(1, 50));
        awaitPosition("sub", 50);
    }

    @Test
    @DisplayName("S21 after unsubscribing nothing comes, and who subscribes again goes on")
    default void afterUnsubscribingNothingComesAndWhoSubscribesAgainGoesOn() {
        Inbox first = open(SubscriptionOptions.named("sub"), Inbox.acknowledging());
        store().append("s", ExpectedVersion.ANY, events(2));
        first.await(2);
        first.subscription().close();

        store().append("s", ExpectedVersion.ANY, events(2));
        Inbox second = open(SubscriptionOptions.named("sub"), Inbox.acknowledging());

        second.await(2);
        assertThat(first.positions()).isEqualTo(numbers(1, 2));
        assertThat(second.positions()).isEqualTo(numbers(3, 4));
        assertThat(first.timesEnded()).isEqualTo(1);
        assertThat(first.awaitEnd()).isNull();
    }

    @Test
    @DisplayName("S22 a deleted subscription ends, and a new one starts afresh")
    default void aDeletedSubscriptionEndsAndANewOneStartsAfresh() {
        store().append("s", ExpectedVersion.ANY, events(2));
        Inbox active = open(SubscriptionOptions.named("sub"), Inbox.acknowledging());
        active.await(2);
        awaitPosition("sub", 2);

        assertThat(store().subscriptions().delete("sub")).isTrue();
        assertThat(active.awaitEnd()).isInstanceOf(SubscriptionDeleted.class);
        assertThat(store().subscriptions().find("sub")).isEmpty();
        Inbox afresh = open(SubscriptionOptions.named("sub"), Inbox.acknowledging());
        afresh.await(2);
        afresh.subscription().close();

        assertThat(store().subscriptions().delete("sub")).isTrue();
        assertThat(store().subscriptions().delete("sub")).isFalse();
    }

    @Test
    @DisplayName("S22 a subscription that another node deletes ends")
    default void aSubscriptionThatAnotherNodeDeletesEnds() {
        Inbox active = open(SubscriptionOptions.named("sub").lease(Duration.ofMillis(300)), Inbox.acknowledging());
        active.subscription();
        Inbox waiting = Inbox.acknowledging();
        otherNode().subscriptions().open(SubscriptionOptions.named("sub"), Feed.all(), waiting);

        otherNode().subscriptions().delete("sub");

        assertThat(active.awaitEnd()).isInstanceOf(SubscriptionDeleted.class);
        assertThat(waiting.awaitEnd()).isInstanceOf(SubscriptionDeleted.class);
        assertThat(store().subscriptions().find("sub")).isEmpty();
    }

    @Test
    @DisplayName("S23 a subscriber that fails ends with its error, and its subscription with the last of them")
    default void aSubscriberThatFailsEndsWithItsErrorAndItsSubscriptionWithTheLastOfThem() {
        store().append("s", ExpectedVersion.ANY, events(2));
        AtomicInteger calls = new AtomicInteger();
        List<Throwable> causes = new CopyOnWriteArrayList<>();
        Subscriber<RecordedEvent> failing = new Subscriber<>() {
            @Override
            public void receive(Subscription subscription, List<RecordedEvent> batch) throws Exception {
                calls.incrementAndGet();
                throw new Exception("on purpose");
            }

            @Override
            public void ended(Throwable cause) {
                causes.add(cause);
            }
        };
        store().subscriptions().open(SubscriptionOptions.named("sub"), Feed.all(), failing);
        await().until(() -> !causes.isEmpty());

        Inbox next = open(SubscriptionOptions.named("sub"), Inbox.acknowledging());

        next.await(2);
        assertThat(calls).hasValue(1);
        assertThat(causes).singleElement().satisfies(cause -> assertThat(cause).hasMessage("on purpose"));
    }

    @Test
    @DisplayName("S25 S26 subscriptions to streams and to all have numbers of their own, and each gets every event")
    default void subscriptionsToStreamsAndToAllHaveNumbersOfTheirOwnAndEachGetsEveryEvent() {
        Inbox ofStream = Inbox.acknowledging();
        store().subscriptions().open(SubscriptionOptions.named("stream"), Feed.ofStream("b"), ofStream);
        List<Inbox> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(open(SubscriptionOptions.named("all-" + i).bufferSize(i + 1), Inbox.acknowledging()));
        }

        store().append("a", ExpectedVersion.ANY, events(3));
        store().append("b", ExpectedVersion.ANY, events(3));

        ofStream.await(3);
        assertThat(versions(ofStream.events())).isEqualTo(numbers(1, 3));
        assertThat(ofStream.positions()).isEqualTo(numbers(4, 6));
        awaitPosition("stream", 3);
        for (Inbox inbox : all) {
            inbox.await(6);
            assertThat(inbox.positions()).isEqualTo(numbers(1, 6));
        }
    }

    @Test
    @DisplayName("S27 S28 one without a checkpoint begins at its start again and leaves a checkpoint of its name alone")
    default void oneWithoutACheckpointBeginsAtItsStartAgainAndLeavesACheckpointOfItsNameAlone() {
        store().append("s", ExpectedVersion.ANY, events(3));
        SubscriptionOptions options = SubscriptionOptions.named("sub");
        for (int i = 0; i < 2; i++) {
            Inbox inbox = open(options.withoutCheckpoint(), Inbox.acknowledging());
            inbox.await(3);
            inbox.subscription().close();
            assertThat(store().subscriptions().list()).isEmpty();
        }
        Inbox durable = open(options, Inbox.acknowledging());
        durable.await(3);
        durable.subscription().close();

        Inbox again = open(options.withoutCheckpoint().from(SubscriptionStart.after(1)), Inbox.acknowledging());

        again.await(2);
        assertThat(again.positions()).isEqualTo(numbers(2, 3));
        assertThat(position("sub")).isEqualTo(3);
    }

    @Test
    @DisplayName("S31 what another node stores is delivered without a later append")
    default void whatAnotherNodeStoresIsDeliveredWithoutALaterAppend() {
        Inbox inbox = open(SubscriptionOptions.named("sub").bufferSize(10), Inbox.acknowledging());
        inbox.subscription();

        otherNode().append("s", ExpectedVersion.ANY, events(3));

        inbox.await(3);
    }

    @Test
    @DisplayName("S32 an event that cannot be mapped ends that subscription alone, and is not lost")
    default void anEventThatCannotBeMappedEndsThatSubscriptionAloneAndIsNotLost() {
        Feed<RecordedEvent> failing = Feed.all().map(event -> {
            if (event.position() == 2) {
                throw new IllegalStateException("cannot be read");
            }
            return event;
        });
        Inbox broken = Inbox.acknowledging();
        Inbox sound = open(SubscriptionOptions.named("sound"), Inbox.acknowledging());
        store().subscriptions().open(SubscriptionOptions.named("broken"), failing, broken);

        store().append("s", ExpectedVersion.ANY, events(3));

        assertThat(broken.awaitEnd()).hasMessage("cannot be read");
        sound.await(3);
        assertThat(broken.positions()).containsExactly(1L);
        awaitPosition("broken", 1);
        Inbox repaired = open(SubscriptionOptions.named("broken"), Inbox.acknowledging());
        repaired.await(2);
        assertThat(repaired.positions()).containsExactly(2L, 3L);
    }

    @Test
    @DisplayName("S32 a selector that fails ends that subscription alone")
    default void aSelectorThatFailsEndsThatSubscriptionAlone() {
        Inbox broken = Inbox.acknowledging();
        Inbox sound = open(SubscriptionOptions.named("sound"), Inbox.acknowledging());
        store().subscriptions()
                .open(
                        SubscriptionOptions.named("broken"),
                        Feed.all().select(event -> {
                            throw new IllegalStateException("cannot be selected");
                        }),
                        broken);

        store().append("s", ExpectedVersion.ANY, List.of(event(1)));

        assertThat(broken.awaitEnd()).hasMessage("cannot be selected");
        sound.await(1);
    }

    @Test
    default void subscriptionsAreListedWithTheirPositionLagAndOwner() {
        store().append("s", ExpectedVersion.ANY, events(2));
        store().append("other", ExpectedVersion.ANY, events(5));
        Inbox inbox = open(SubscriptionOptions.named("active").bufferSize(4), Inbox.silent());
        inbox.await(4);
        inbox.subscription().ack(3);
        awaitPosition("active", 3);
        Inbox closed = Inbox.silent();
        store().subscriptions().open(SubscriptionOptions.named("closed"), Feed.ofStream("s"), closed);
        closed.await(1);
        closed.ack();
        closed.subscription().close();

        List<SubscriptionInfo> list = otherNode().subscriptions().list();

        String owner = list.get(0).owner();
        assertThat(owner).isNotNull();
        assertThat(list)
                .containsExactly(
                        new SubscriptionInfo("active", EventStore.ALL, 3, 4, owner),
                        new SubscriptionInfo("closed", "s", 1, 1, null));
        assertThat(store().subscriptions().find("active")).contains(list.get(0));
        assertThat(store().subscriptions().find("no such")).isEmpty();
    }

    @Test
    default void aSubscriberMayCloseItsOwnSubscription() {
        store().append("s", ExpectedVersion.ANY, events(3));
        List<RecordedEvent> received = new CopyOnWriteArrayList<>();
        CountDownLatch ended = new CountDownLatch(1);
        Subscriber<RecordedEvent> once = new Subscriber<>() {
            @Override
            public void receive(Subscription subscription, List<RecordedEvent> batch) {
                received.addAll(batch);
                subscription.ack();
                subscription.close();
            }

            @Override
            public void ended(Throwable cause) {
                ended.countDown();
            }
        };
        store().subscriptions().open(SubscriptionOptions.named("sub"), Feed.all(), once);
        await().until(() -> ended.await(1, TimeUnit.SECONDS));

        Inbox next = open(SubscriptionOptions.named("sub"), Inbox.acknowledging());

        next.await(2);
        assertThat(positions(received)).containsExactly(1L);
        assertThat(next.positions()).containsExactly(2L, 3L);
    }

    @Test
    default void closingTheStoreEndsItsSubscriptionsWithTheirLastCheckpoint() {
        store().append("s", ExpectedVersion.ANY, events(3));
        EventStore node = otherNode();
        Inbox inbox = Inbox.silent();
        node.subscriptions()
                .open(
                        SubscriptionOptions.named("sub").bufferSize(3).checkpointAfter(100, Duration.ZERO),
                        Feed.all(),
                        inbox);
        inbox.await(3);
        inbox.subscription().ack(2);

        node.close();

        assertThat(inbox.timesEnded()).isEqualTo(1);
        assertThat(store().subscriptions().find("sub"))
                .contains(new SubscriptionInfo("sub", EventStore.ALL, 2, 1, null));
        assertThatExceptionOfType(EventStoreUnavailable.class)
                .isThrownBy(
                        () -> node.subscriptions().open(SubscriptionOptions.named("sub"), Feed.all(), Inbox.silent()));
    }

    private Inbox open(SubscriptionOptions options, Inbox inbox) {
        store().subscriptions().open(options, Feed.all(), inbox);
        return inbox;
    }

    private static void assertNoMoreThan(Inbox inbox, int count) {
        await().during(A_WHILE).until(() -> inbox.events().size() == count);
    }

    private long position(String subscription) {
        return store().checkpoints()
                .find(subscription)
                .map(Checkpoint::position)
                .orElse(0L);
    }

    private void awaitPosition(String subscription, long position) {
        await().until(() -> position(subscription) == position);
    }
}
