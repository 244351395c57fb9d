package org.commandery.runtime.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.commandery.runtime.subscription.SubscriptionFixtures.eventual;
import static org.commandery.runtime.subscription.SubscriptionFixtures.positions;
import static org.commandery.runtime.subscription.SubscriptionFixtures.strong;
import static org.commandery.runtime.subscription.SubscriptionFixtures.wanting;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.commandery.DefinitionException;
import org.commandery.application.Consistency;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.runtime.subscription.Delivery.DeliveryRefused;
import org.commandery.runtime.subscription.SubscriptionStatus.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SubscriptionsTest {

    private static final Timing QUICK = SubscriptionFixtures.QUICK;

    private final ObservedStore store = new ObservedStore();
    private final Subscriptions subscriptions = new Subscriptions("shop", store, QUICK);

    @AfterEach
    void close() {
        subscriptions.close();
        store.close();
    }

    @Test
    void eventsAreDeliveredInOrderEachOnceWhetherTheyWereThereOrCome() {
        store.append("a", "x", 300);
        TransactedHandler handler = new TransactedHandler();

        subscriptions.subscribe(eventual("h"), handler);
        for (int i = 0; i < 300; i++) {
            store.append("b-" + i % 7, "x", 1);
        }

        await().until(() -> handler.committed.size() >= 600);
        assertThat(handler.committed).isEqualTo(positions(1, 600));
        await().until(() -> status("h").checkpoint() == 600);
        await().until(() -> status("h").state() == State.LIVE);
        assertThat(status("h").lag()).isZero();
    }

    @Test
    void aSubscriptionGoesOnAtItsCheckpoint() {
        store.append("a", "x", 10);
        TransactedHandler before = new TransactedHandler();
        Subscription first = subscriptions.subscribe(eventual("h"), before);
        await().until(() -> before.committed.size() == 10);
        first.close();
        store.append("a", "x", 5);
        TransactedHandler after = new TransactedHandler();

        subscriptions.subscribe(eventual("h"), after);

        await().until(() -> after.committed.size() >= 5);
        assertThat(after.committed).isEqualTo(positions(11, 15));
    }

    @Test
    void aSubscriptionFromNowGetsOnlyWhatComesLater() {
        store.append("a", "x", 10);
        TransactedHandler handler = new TransactedHandler();
        subscriptions.subscribe(
                new SubscriptionDefinition("h", StartFrom.CURRENT, Consistency.EVENTUAL, null), handler);
        await().until(() -> status("h").checkpoint() == 10);

        store.append("a", "x", 1);

        await().until(() -> handler.committed.size() >= 1);
        assertThat(handler.committed).containsExactly(11L);
    }

    @Test
    void aSubscriptionFromAPositionGetsWhatComesAfterIt() {
        store.append("a", "x", 10);
        TransactedHandler handler = new TransactedHandler();

        subscriptions.subscribe(new SubscriptionDefinition("h", new StartFrom(7), Consistency.EVENTUAL, null), handler);

        await().until(() -> handler.committed.size() >= 3);
        assertThat(handler.committed).containsExactly(8L, 9L, 10L);
    }

    @Test
    void onlyWantedEventsAreDelivered() {
        TransactedHandler handler = new TransactedHandler();
        subscriptions.subscribe(wanting("h", "x"), handler);

        for (int i = 0; i < 50; i++) {
            store.append("a", "y", 2);
            store.append("a", "x", 1);
        }

        await().until(() -> handler.committed.size() >= 50);
        assertThat(handler.committed)
                .isEqualTo(LongStream.rangeClosed(1, 50).mapToObj(i -> 3 * i).toList());
    }

    @Test
    void theCheckpointMovesPastUnwantedEventsWithFewWrites() {
        store.append("a", "y", 5_500);

        subscriptions.subscribe(wanting("h", "x"), new TransactedHandler());

        await().until(() -> store.checkpoint("h") == 5_500);
        assertThat(store.checkpointWrites()).isLessThanOrEqualTo(6);
    }

    @Test
    void aHundredThousandEventsAreCaughtUpInPagesThatShareTransactions() {
        int events = 100_000;
        for (int i = 0; i < events / 1_000; i++) {
            store.append("a", "x", 1_000);
        }
        AtomicLong last = new AtomicLong();
        AtomicInteger largest = new AtomicInteger();

        subscriptions.subscribe(eventual("h"), (batch, replay, checkpoint) -> {
            for (var event : batch) {
                assertThat(last.incrementAndGet()).isEqualTo(event.position());
            }
            largest.accumulateAndGet(batch.size(), Math::max);
            checkpoint.run();
        });

        await().atMost(Duration.ofSeconds(50)).until(() -> last.get() == events);
        await().until(() -> status("h").lag() == 0);
        assertThat(largest.get()).isBetween(2, 128);
        synchronized (store.pageSizes) {
            assertThat(store.pageSizes).allMatch(size -> size <= Tail.PAGE);
        }
    }

    @Test
    void aHandlerWithoutBoundsGetsPageAfterPage() {
        for (int i = 0; i < 60; i++) {
            store.append("a", "x", 1_000);
        }
        AtomicInteger handled = new AtomicInteger();

        subscriptions.subscribe(eventual("h"), new Delivery() {
            @Override
            public int maxEvents() {
                return Integer.MAX_VALUE;
            }

            @Override
            public void deliver(List<RecordedEvent> events, boolean replay, Runnable checkpoint) {
                checkpoint.run();
                handled.addAndGet(events.size());
            }
        });

        await().atMost(Duration.ofSeconds(30)).until(() -> handled.get() == 60_000);
    }

    @Test
    void aPoisonEventIsAloneAndTheOnesBeforeItAreKept() {
        store.append("a", "x", 100);
        store.append("a", "poison", 1);
        store.append("a", "x", 100);
        AtomicBoolean cured = new AtomicBoolean();
        TransactedHandler handler = new TransactedHandler(event -> {
            if (event.type().equals("poison") && !cured.get()) {
                throw new IOException("cannot stomach this");
            }
        });

        subscriptions.subscribe(eventual("h"), handler);

        await().until(() ->
                handler.attempted.stream().filter(position -> position == 101).count() > 3);
        assertThat(handler.committed).isEqualTo(positions(1, 100));
        assertThat(store.checkpoint("h")).isEqualTo(100);
        assertThat(status("h").state()).isEqualTo(State.RETRYING);
        assertThat(status("h").failure()).contains("event 101", "poison", "cannot stomach this");

        cured.set(true);

        await().until(() -> handler.committed.size() >= 201);
        assertThat(handler.committed).isEqualTo(positions(1, 201));
        await().until(() -> status("h").state() == State.LIVE);
        assertThat(status("h").failure()).isNull();
    }

    @Test
    void anErrorIsRetriedAsAnExceptionIs() {
        store.append("a", "x", 1);
        AtomicInteger calls = new AtomicInteger();
        TransactedHandler handler = new TransactedHandler(event -> {
            if (calls.incrementAndGet() < 4) {
                throw new StackOverflowError();
            }
        });

        subscriptions.subscribe(eventual("h"), handler);

        await().until(() -> handler.committed.size() == 1);
        assertThat(calls).hasValue(4);
    }

    @Test
    void aRefusalIsNoFailure() {
        store.append("a", "x", 3);
        AtomicBoolean stopping = new AtomicBoolean(true);
        TransactedHandler handler = new TransactedHandler(event -> {
            if (stopping.get()) {
                throw new DeliveryRefused(new IllegalStateException("stopping"));
            }
        });
        subscriptions.subscribe(eventual("h"), handler);
        await().until(() -> handler.attempted.size() > 2);

        assertThat(status("h").state()).isNotEqualTo(State.RETRYING);
        assertThat(handler.committed).isEmpty();

        stopping.set(false);

        await().until(() -> handler.committed.size() >= 3);
        assertThat(handler.committed).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aHandlerThatHangsHoldsUpNobodyElseAndHoldsNoMoreThanItsPage() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch hung = new CountDownLatch(1);
        TransactedHandler slow = new TransactedHandler(event -> {
            hung.countDown();
            hanging.await();
        });
        TransactedHandler quick = new TransactedHandler();
        subscriptions.subscribe(eventual("slow"), slow);
        subscriptions.subscribe(eventual("quick"), quick);
        store.append("a", "x", 1);
        hung.await();

        for (int i = 0; i < 50; i++) {
            store.append("a", "x", 100);
        }

        await().until(() -> quick.committed.size() == 5_001);
        assertThat(slow.attempted).hasSize(1);
        hanging.countDown();
        await().until(() -> slow.committed.size() == 5_001);
        assertThat(slow.committed).isEqualTo(positions(1, 5_001));
    }

    @Test
    void aLostWakeUpDoesNotStallASubscription() {
        TransactedHandler handler = new TransactedHandler();
        subscriptions.subscribe(eventual("h"), handler);
        await().until(() -> status("h").state() == State.LIVE);
        store.tellsOfAppends = false;

        store.append("a", "x", 1);

        await().until(() -> handler.committed.size() == 1);
    }

    @Test
    void aStoreThatIsOutOfReachIsWaitedForAndNothingIsMissed() {
        store.reachable = false;
        TransactedHandler handler = new TransactedHandler();
        subscriptions.subscribe(eventual("h"), handler);
        await().until(() -> status("h").failure() != null);
        assertThat(status("h").state()).isEqualTo(State.STARTING);
        store.append("a", "x", 10);
        store.reachable = true;
        await().until(() -> handler.committed.size() == 10);

        store.reachable = false;
        store.append("a", "x", 10);
        store.reachable = true;

        await().until(() -> handler.committed.size() >= 20);
        assertThat(handler.committed).isEqualTo(positions(1, 20));
    }

    @Test
    void aHandlerThatLeavesItsThreadInterruptedStillGetsTheNextEvent() {
        TransactedHandler handler =
                new TransactedHandler(event -> Thread.currentThread().interrupt());
        subscriptions.subscribe(eventual("h"), handler);

        for (int i = 1; i <= 5; i++) {
            store.append("a", "x", 1);
            int expected = i;
            await().until(() -> handler.committed.size() == expected);
        }
    }

    @Test
    void twoNodesWithOneSubscriptionHandleEachEventOnce() {
        try (Subscriptions otherNode = new Subscriptions("shop", store, QUICK)) {
            TransactedHandler here = new TransactedHandler();
            TransactedHandler there = new TransactedHandler();
            subscriptions.subscribe(eventual("h"), here);
            otherNode.subscribe(eventual("h"), there);

            for (int i = 0; i < 500; i++) {
                store.append("a", "x", 1);
            }

            await().until(() -> here.committed.size() + there.committed.size() >= 500);
            await().until(() -> store.checkpoint("h") == 500);
            assertThat(LongStream.concat(
                                    here.committed.stream().mapToLong(Long::longValue),
                                    there.committed.stream().mapToLong(Long::longValue))
                            .sorted())
                    .containsExactlyElementsOf(positions(1, 500));
        }
    }

    @Test
    void aSecondSubscriptionOfANameIsRefusedUntilTheFirstIsClosed() {
        Subscription first = subscriptions.subscribe(eventual("h"), new TransactedHandler());

        assertThatThrownBy(() -> subscriptions.subscribe(eventual("h"), new TransactedHandler()))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("'h'")
                .hasMessageContaining("shop");

        first.close();
        subscriptions.subscribe(eventual("h"), new TransactedHandler());
        assertThat(subscriptions.list()).extracting(SubscriptionStatus::name).containsExactly("h");
    }

    @Test
    void closeReturnsWhenTheDeliveryUnderWayIsDoneAndNoneFollows() throws Exception {
        CountDownLatch handling = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TransactedHandler handler = new TransactedHandler(event -> {
            handling.countDown();
            goOn.await();
        });
        Subscription subscription = subscriptions.subscribe(eventual("h"), handler);
        store.append("a", "x", 1);
        handling.await();
        store.append("a", "x", 1);

        Thread closing = new Thread(subscription::close);
        closing.start();
        await().until(() -> closing.getState() == Thread.State.WAITING);
        goOn.countDown();
        closing.join();

        assertThat(handler.committed).containsExactly(1L);
        assertThat(subscription.status().state()).isEqualTo(State.PAUSED);
        assertThat(subscription.status().failure()).contains("delivery is stopped");
        await().until(() -> subscription.status().lag() == 1);
    }

    @Test
    void aSubscriptionInALongPauseStopsAtOnce() {
        try (Subscriptions patient = new Subscriptions(
                "shop",
                store,
                new Timing(
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofHours(3),
                        Duration.ofHours(1),
                        Duration.ofHours(1)))) {
            store.append("a", "x", 1);
            Subscription failing = patient.subscribe(eventual("h"), (events, replay, checkpoint) -> {
                throw new IOException("no");
            });
            Subscription idle = patient.subscribe(wanting("i", "z"), new TransactedHandler());
            await().until(() -> failing.status().state() == State.RETRYING);

            failing.close();
            idle.close();
        }
    }

    @Test
    void withoutStrongSubscriptionsNobodyWaits() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        subscriptions.subscribe(eventual("h"), new TransactedHandler(event -> goOn.await()));
        long position = store.append("a", "x", 1).position();

        assertThat(subscriptions.awaitStrong(position, Duration.ZERO)).isTrue();
        goOn.countDown();
    }

    @Test
    void aStrongSubscriptionIsWaitedForUntilItsTransactionIsCommitted() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        TransactedHandler handler = new TransactedHandler(event -> goOn.await());
        subscriptions.subscribe(strong("h"), handler);
        long position = store.append("a", "x", 1).position();

        assertThat(subscriptions.awaitStrong(position, Duration.ofMillis(50))).isFalse();
        goOn.countDown();

        assertThat(subscriptions.awaitStrong(position, Duration.ofSeconds(10))).isTrue();
        assertThat(store.checkpoint("h")).isEqualTo(position);
        assertThat(subscriptions.awaitStrong(position, Duration.ZERO)).isTrue();
    }

    @Test
    void onlyTheHandlersThatAreNamedAreWaitedFor() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        subscriptions.subscribe(strong("slow"), new TransactedHandler(event -> goOn.await()));
        subscriptions.subscribe(strong("quick"), new TransactedHandler());
        long position = store.append("a", "x", 1).position();

        assertThat(subscriptions.awaitStrong(position, Duration.ofSeconds(10), Set.of("quick")))
                .isTrue();
        assertThat(subscriptions.awaitStrong(position, Duration.ofMillis(50), Set.of("quick", "slow")))
                .isFalse();
        goOn.countDown();
        assertThat(subscriptions.awaitStrong(position, Duration.ofSeconds(10), Set.of("slow")))
                .isTrue();
    }

    @Test
    void eventsThatAStrongSubscriptionDoesNotWantAreNotWaitedForLong() throws Exception {
        try (Subscriptions lazy = new Subscriptions(
                "shop",
                store,
                new Timing(
                        Duration.ofMillis(50),
                        Duration.ofMillis(10),
                        Duration.ofMillis(100),
                        Duration.ofHours(1),
                        QUICK.lease(),
                        QUICK.attend(),
                        QUICK.longestSwap()))) {
            lazy.subscribe(
                    new SubscriptionDefinition("h", StartFrom.ORIGIN, Consistency.STRONG, Set.of("x")),
                    new TransactedHandler());
            long position = store.append("a", "y", 1).position();

            assertThat(lazy.awaitStrong(position, Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void aStrongHandlerThatWaitsForStrongHandlersDoesNotWaitForItself() {
        AtomicReference<Boolean> waited = new AtomicReference<>();
        TransactedHandler other = new TransactedHandler();
        TransactedHandler handler = new TransactedHandler(event -> {
            if (event.type().equals("cause")) {
                long position = store.append("b", "effect", 1).position();
                waited.set(subscriptions.awaitStrong(position, Duration.ofSeconds(10)));
                assertThat(other.committed).contains(position);
            }
        });
        subscriptions.subscribe(strong("other"), other);
        subscriptions.subscribe(strong("h"), handler);

        store.append("a", "cause", 1);

        await().until(() -> handler.committed.size() == 2);
        assertThat(waited.get()).isTrue();
    }

    @Test
    void whoWaitsForAStrongSubscriptionIsToldWhenItIsStopped() throws Exception {
        Subscription subscription = subscriptions.subscribe(strong("h"), (events, replay, checkpoint) -> {
            throw new IOException("no");
        });
        long position = store.append("a", "x", 1).position();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return subscriptions.awaitStrong(position, Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> subscription.status().state() == State.RETRYING);

        subscription.close();

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isFalse();
    }

    private SubscriptionStatus status(String name) {
        return subscriptions.list().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
