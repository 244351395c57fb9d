package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.commandery.eventstore.conformance.Events.events;
import static org.commandery.eventstore.conformance.Events.numbers;
import static org.commandery.eventstore.conformance.Events.versions;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.commandery.eventstore.AlreadySubscribed;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.Feed;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.Subscriber;
import org.commandery.eventstore.Subscription;
import org.commandery.eventstore.SubscriptionOptions;
import org.commandery.eventstore.TooManySubscribers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Durable subscriptions with several subscribers. */
public interface ConcurrentSubscriberBehaviours extends StoreFixture {

    /** Long enough to see that nothing more comes. */
    Duration A_MOMENT = Duration.ofMillis(150);

    @Test
    @DisplayName("C01 no more subscribers than the limit are taken")
    default void noMoreSubscribersThanTheLimitAreTaken() {
        SubscriptionOptions three = SubscriptionOptions.named("sub").concurrency(3);
        for (int i = 0; i < 3; i++) {
            join(three, Inbox.silent());
        }

        assertThatExceptionOfType(TooManySubscribers.class)
                .isThrownBy(() -> join(three, Inbox.silent()))
                .withMessageContaining("3");
    }

    @Test
    @DisplayName("C02 a subscriber is taken once")
    default void aSubscriberIsTakenOnce() {
        SubscriptionOptions three = SubscriptionOptions.named("sub").concurrency(3);
        Inbox inbox = join(three, Inbox.silent());

        assertThatExceptionOfType(AlreadySubscribed.class).isThrownBy(() -> join(three, inbox));
    }

    @Test
    @DisplayName("C03 three events go to three subscribers, and each is told that the subscription is active")
    default void threeEventsGoToThreeSubscribers() {
        SubscriptionOptions three = SubscriptionOptions.named("sub").concurrency(3);
        List<Inbox> inboxes =
                List.of(join(three, Inbox.silent()), join(three, Inbox.silent()), join(three, Inbox.silent()));
        store().append("s", ExpectedVersion.ANY, events(3));

        for (Inbox inbox : inboxes) {
            inbox.await(1);
            assertThat(inbox.timesSubscribed()).isEqualTo(1);
        }
        assertThat(allPositions(inboxes)).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    @DisplayName("C04 when all are busy the next event goes to whoever acknowledges first")
    default void whenAllAreBusyTheNextEventGoesToWhoeverAcknowledgesFirst() {
        SubscriptionOptions two = SubscriptionOptions.named("sub").concurrency(2);
        List<Inbox> inboxes = List.of(join(two, Inbox.silent()), join(two, Inbox.silent()));
        store().append("s", ExpectedVersion.ANY, events(4));
        inboxes.forEach(inbox -> inbox.await(1));
        await().during(A_MOMENT).until(() -> allPositions(inboxes).size() == 2);

        inboxes.get(1).ack();

        inboxes.get(1).await(2);
        assertThat(inboxes.get(1).positions()).contains(3L);
        assertThat(inboxes.get(0).events()).hasSize(1);
    }

    @Test
    @DisplayName("C05 the checkpoint waits for the first event that is not acknowledged")
    default void theCheckpointWaitsForTheFirstEventThatIsNotAcknowledged() {
        SubscriptionOptions two = SubscriptionOptions.named("sub").concurrency(2);
        Inbox first = join(two, Inbox.silent());
        Inbox second = join(two, Inbox.silent());
        store().append("s", ExpectedVersion.ANY, events(2));
        first.await(1);
        second.await(1);
        Inbox ofLater = first.positions().contains(2L) ? first : second;
        Inbox ofEarlier = ofLater == first ? second : first;

        ofLater.ack();
        await().during(A_MOMENT).until(() -> position("sub") == 0);
        ofEarlier.ack();

        await().until(() -> position("sub") == 2);
    }

    @Test
    @DisplayName("C06 what a subscriber that ends has not acknowledged goes to another one, keys in order")
    default void whatASubscriberThatEndsHasNotAcknowledgedGoesToAnotherOne() {
        store().append("s", ExpectedVersion.ANY, events(6));
        SubscriptionOptions options =
                SubscriptionOptions.named("sub").concurrency(2).bufferSize(3).partitionBy(RecordedEvent::stream);
        Inbox first = join(options, Inbox.silent());
        first.await(3);
        Inbox second = join(options, Inbox.acknowledging());
        first.subscription().ack(1);
        first.await(4);
        assertThat(second.events()).isEmpty();

        first.subscription().close();

        second.await(5);
        assertThat(second.positions()).isEqualTo(numbers(2, 6));
        await().until(() -> position("sub") == 6);
    }

    @Test
    @DisplayName("C06 a subscriber that fails leaves its events to the others")
    default void aSubscriberThatFailsLeavesItsEventsToTheOthers() {
        SubscriptionOptions options =
                SubscriptionOptions.named("sub").concurrency(2).bufferSize(2);
        List<Long> failed = new CopyOnWriteArrayList<>();
        Subscriber<RecordedEvent> failing = (subscription, batch) -> {
            batch.forEach(event -> failed.add(event.position()));
            throw new IllegalStateException("on purpose");
        };
        Inbox sound = join(options, Inbox.acknowledging());
        store().subscriptions().open(options, Feed.all(), failing);

        for (int i = 0; i < 10; i++) {
            store().append("s", ExpectedVersion.ANY, events(1));
        }

        sound.await(10);
        assertThat(sound.positions()).containsExactlyInAnyOrderElementsOf(numbers(1, 10));
        assertThat(failed).isNotEmpty();
        await().until(() -> position("sub") == 10);
    }

    @Test
    @DisplayName("C07 when the last subscriber leaves the subscription ends, and can be opened with other options")
    default void whenTheLastSubscriberLeavesTheSubscriptionEnds() {
        SubscriptionOptions two = SubscriptionOptions.named("sub").concurrency(2);
        Inbox first = join(two, Inbox.acknowledging());
        Inbox second = join(two, Inbox.acknowledging());
        first.subscription().close();
        second.subscription().close();
        assertThat(store().subscriptions().find("sub").orElseThrow().owner()).isNull();

        store().append("s", ExpectedVersion.ANY, events(1));
        Inbox alone = join(SubscriptionOptions.named("sub"), Inbox.acknowledging());

        alone.await(1);
        assertThat(first.events()).isEmpty();
    }

    @Test
    @DisplayName("C08 who joins gets events that are waiting")
    default void whoJoinsGetsEventsThatAreWaiting() {
        store().append("s", ExpectedVersion.ANY, events(3));
        SubscriptionOptions options = SubscriptionOptions.named("sub").concurrency(2);
        Inbox first = join(options, Inbox.silent());
        first.await(1);

        Inbox late = join(options, Inbox.silent());

        late.await(1);
        assertThat(late.positions()).containsExactly(2L);
        assertThat(late.timesSubscribed()).isEqualTo(1);
    }

    @Test
    @DisplayName("C10 while an event of a key is in hand the others of the key go to the same subscriber")
    default void whileAnEventOfAKeyIsInHandTheOthersOfTheKeyGoToTheSameSubscriber() {
        SubscriptionOptions options =
                SubscriptionOptions.named("sub").concurrency(2).bufferSize(2).partitionBy(RecordedEvent::stream);
        List<Inbox> inboxes = List.of(join(options, Inbox.silent()), join(options, Inbox.silent()));

        store().append("a", ExpectedVersion.ANY, events(3));
        store().append("b", ExpectedVersion.ANY, events(1));

        await().until(() -> allPositions(inboxes).size() == 3);
        Inbox ofA = inboxes.stream()
                .filter(inbox -> inbox.positions().contains(1L))
                .findFirst()
                .orElseThrow();
        assertThat(ofA.positions()).containsExactly(1L, 2L);
        await().during(A_MOMENT).until(() -> allPositions(inboxes).size() == 3);
        ofA.subscription().ack(1);

        ofA.await(3);
        assertThat(ofA.positions()).containsExactly(1L, 2L, 3L);
    }

    @Test
    @DisplayName("C11 C13 with any queue all events are delivered once, and those of a stream in order")
    default void withAnyQueueAllEventsAreDeliveredOnceAndThoseOfAStreamInOrder() {
        int streams = 5;
        int each = 8;
        for (int n = 0; n < each; n++) {
            for (int s = 0; s < streams; s++) {
                store().append("s-" + s, ExpectedVersion.ANY, events(1));
            }
        }
        for (int maxQueue : new int[] {1, 3, 4, 1_000}) {
            SubscriptionOptions options = SubscriptionOptions.named("sub-" + maxQueue)
                    .concurrency(3)
                    .bufferSize(3)
                    .maxQueue(maxQueue)
                    .partitionBy(RecordedEvent::stream);
            Map<String, List<RecordedEvent>> byStream = new ConcurrentHashMap<>();
            for (int i = 0; i < 3; i++) {
                store().subscriptions().open(options, Feed.all(), sorting(byStream));
            }
            await().until(() -> position(options.name()) == streams * each);
            assertThat(byStream).hasSize(streams);
            assertThat(byStream.values()).allMatch(events -> versions(events).equals(numbers(1, each)));
        }
    }

    private static Subscriber<RecordedEvent> sorting(Map<String, List<RecordedEvent>> byStream) {
        return new Subscriber<>() {
            @Override
            public void receive(Subscription subscription, List<RecordedEvent> batch) {
                for (RecordedEvent event : batch) {
                    byStream.computeIfAbsent(event.stream(), stream -> new CopyOnWriteArrayList<>())
                            .add(event);
                    subscription.ack(event);
                }
            }
        };
    }

    @Test
    @DisplayName("C14 the checkpoint never passes an event that nobody could handle")
    default void theCheckpointNeverPassesAnEventThatNobodyCouldHandle() {
        SubscriptionOptions options = SubscriptionOptions.named("sub").concurrency(3);
        List<Long> handled = new CopyOnWriteArrayList<>();
        List<Throwable> causes = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 3; i++) {
            store().subscriptions().open(options, Feed.all(), new Subscriber<>() {
                @Override
                public void receive(Subscription subscription, List<RecordedEvent> batch) {
                    if (batch.get(0).position() == 4) {
                        throw new IllegalStateException("poison");
                    }
                    handled.add(batch.get(0).position());
                    subscription.ack();
                }

                @Override
                public void ended(Throwable cause) {
                    causes.add(cause);
                }
            });
        }

        store().append("s", ExpectedVersion.ANY, events(8));

        await().until(() -> causes.size() == 3);
        await().until(() -> store().subscriptions().find("sub").orElseThrow().owner() == null);
        assertThat(position("sub")).isEqualTo(3);
        assertThat(handled).doesNotContain(4L);
    }

    private Inbox join(SubscriptionOptions options, Inbox inbox) {
        store().subscriptions().open(options, Feed.all(), inbox);
        return inbox;
    }

    private static List<Long> allPositions(List<Inbox> inboxes) {
        return inboxes.stream().map(Inbox::positions).flatMap(List::stream).toList();
    }

    private long position(String subscription) {
        return store().checkpoints()
                .find(subscription)
                .map(Checkpoint::position)
                .orElse(0L);
    }
}
