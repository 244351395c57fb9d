package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.commandery.eventstore.conformance.Events.event;
import static org.commandery.eventstore.conformance.Events.events;
import static org.commandery.eventstore.conformance.Events.numbers;
import static org.commandery.eventstore.conformance.Events.positions;
import static org.commandery.eventstore.conformance.Events.versions;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventStore.AppendListener;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.Feed;
import org.commandery.eventstore.RecordedEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Subscriptions that nothing is kept of. */
public interface TransientSubscriptionBehaviours extends StoreFixture {

    @Test
    @DisplayName("T01 the events of an append are received together and in order")
    default void theEventsOfAnAppendAreReceivedTogetherAndInOrder() {
        List<List<RecordedEvent>> received = new CopyOnWriteArrayList<>();
        store().subscribe(Feed.ofStream("s"), received::add);

        store().append("s", ExpectedVersion.NO_STREAM, events(3));

        await().until(() -> !received.isEmpty());
        assertThat(received).hasSize(1);
        assertThat(versions(received.get(0))).isEqualTo(numbers(1, 3));
    }

    @Test
    @DisplayName("T02 T03 events from before, and those of other streams, are not received")
    default void eventsFromBeforeAndThoseOfOtherStreamsAreNotReceived() {
        store().append("s", ExpectedVersion.ANY, events(2));
        List<RecordedEvent> received = new CopyOnWriteArrayList<>();
        store().subscribe(Feed.ofStream("s"), received::addAll);

        store().append("other", ExpectedVersion.ANY, events(2));
        store().append("s", ExpectedVersion.ANY, events(2));

        await().until(() -> received.size() >= 2);
        assertThat(versions(received)).containsExactly(3L, 4L);
    }

    @Test
    @DisplayName("T04 a subscription to all events receives those of all streams in the global order")
    default void aSubscriptionToAllEventsReceivesThoseOfAllStreamsInTheGlobalOrder() {
        store().append("s", ExpectedVersion.ANY, events(1));
        List<RecordedEvent> received = new CopyOnWriteArrayList<>();
        store().subscribe(Feed.all(), received::addAll);

        for (int i = 0; i < 10; i++) {
            store().append("s-" + i % 3, ExpectedVersion.ANY, events(2));
        }

        await().until(() -> received.size() >= 20);
        assertThat(positions(received)).isEqualTo(numbers(2, 21));
    }

    @Test
    @DisplayName("T05 only what the query and the selector want is received, as what the mapper makes of it")
    default void onlyWhatTheQueryAndTheSelectorWantIsReceivedAsWhatTheMapperMakesOfIt() {
        List<String> received = new CopyOnWriteArrayList<>();
        Feed<String> feed = Feed.of(EventQuery.streams("order-"))
                .select(event -> event.version() % 2 == 0)
                .map(RecordedEvent::stream)
                .map(stream -> stream + "!");
        store().subscribe(feed, received::addAll);

        store().append("order-1", ExpectedVersion.ANY, events(3));
        store().append("stock-1", ExpectedVersion.ANY, events(3));
        store().append("order-2", ExpectedVersion.ANY, events(2));

        await().until(() -> received.size() >= 2);
        assertThat(received).containsExactly("order-1!", "order-2!");
    }

    @Test
    @DisplayName("T06 events of a rolled back transaction are not received")
    default void eventsOfARolledBackTransactionAreNotReceived() {
        List<RecordedEvent> received = new CopyOnWriteArrayList<>();
        store().subscribe(Feed.all(), received::addAll);

        transactions().begin();
        store().append("gone", ExpectedVersion.ANY, events(1));
        transactions().rollback();
        transactions().begin();
        store().append("kept", ExpectedVersion.ANY, events(1));
        transactions().commit();

        await().until(() -> !received.isEmpty());
        assertThat(received).extracting(RecordedEvent::stream).containsExactly("kept");
    }

    @Test
    @DisplayName("T07 what another node stores is received")
    default void whatAnotherNodeStoresIsReceived() {
        List<RecordedEvent> received = new CopyOnWriteArrayList<>();
        store().subscribe(Feed.all(), received::addAll);

        otherNode().append("s", ExpectedVersion.ANY, events(2));

        await().until(() -> received.size() == 2);
    }

    @Test
    default void aListenerThatFailsGetsTheNextEventsAndHarmsNoOther() {
        List<RecordedEvent> failing = new CopyOnWriteArrayList<>();
        List<RecordedEvent> other = new CopyOnWriteArrayList<>();
        store().subscribe(Feed.all(), batch -> {
            failing.addAll(batch);
            throw new IllegalStateException("on purpose");
        });
        store().subscribe(Feed.all(), other::addAll);

        store().append("s", ExpectedVersion.ANY, events(1));
        await().until(() -> failing.size() == 1 && other.size() == 1);
        store().append("s", ExpectedVersion.ANY, events(1));

        await().until(() -> failing.size() == 2 && other.size() == 2);
    }

    @Test
    default void aClosedSubscriptionReceivesNothing() {
        List<RecordedEvent> closed = new CopyOnWriteArrayList<>();
        List<RecordedEvent> open = new CopyOnWriteArrayList<>();
        AppendListener subscription = store().subscribe(Feed.all(), closed::addAll);
        store().subscribe(Feed.all(), open::addAll);
        store().append("s", ExpectedVersion.ANY, events(1));
        await().until(() -> closed.size() == 1);

        subscription.close();
        store().append("s", ExpectedVersion.ANY, events(1));

        await().until(() -> open.size() == 2);
        assertThat(closed).hasSize(1);
    }

    @Test
    default void aListenerMayCloseItsOwnSubscription() {
        AtomicReference<AppendListener> subscription = new AtomicReference<>();
        CountDownLatch known = new CountDownLatch(1);
        List<RecordedEvent> received = new CopyOnWriteArrayList<>();
        subscription.set(store().subscribe(Feed.all(), batch -> {
            received.addAll(batch);
            await().until(() -> known.await(1, TimeUnit.SECONDS));
            subscription.get().close();
        }));
        known.countDown();
        List<RecordedEvent> other = new CopyOnWriteArrayList<>();
        store().subscribe(Feed.all(), other::addAll);

        store().append("s", ExpectedVersion.ANY, List.of(event(1)));
        await().until(() -> received.size() == 1 && other.size() == 1);
        store().append("s", ExpectedVersion.ANY, List.of(event(2)));
        await().until(() -> other.size() == 2);

        assertThat(received).hasSize(1);
    }

    @Test
    default void aSlowListenerHoldsUpNobodyElse() {
        CountDownLatch goOn = new CountDownLatch(1);
        List<RecordedEvent> slow = new CopyOnWriteArrayList<>();
        List<RecordedEvent> other = new CopyOnWriteArrayList<>();
        store().subscribe(Feed.all(), batch -> {
            await().until(() -> goOn.await(1, TimeUnit.SECONDS));
            slow.addAll(batch);
        });
        store().subscribe(Feed.all(), other::addAll);
        try {
            for (int i = 0; i < 5; i++) {
                store().append("s", ExpectedVersion.ANY, events(1));
            }
            await().until(() -> other.size() == 5);
            assertThat(slow).isEmpty();
        } finally {
            goOn.countDown();
        }
        await().until(() -> slow.size() == 5);
        assertThat(positions(slow)).isEqualTo(numbers(1, 5));
    }
}
