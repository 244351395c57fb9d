package org.commandery.runtime.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.commandery.runtime.subscription.SubscriptionFixtures.QUICK;
import static org.commandery.runtime.subscription.SubscriptionFixtures.batched;
import static org.commandery.runtime.subscription.SubscriptionFixtures.eventual;
import static org.commandery.runtime.subscription.SubscriptionFixtures.positions;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.commandery.eventstore.DeadLetter;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.handler.ErrorDecision;
import org.commandery.handler.ErrorPolicy;
import org.commandery.handler.FailureContext;
import org.commandery.runtime.subscription.SubscriptionStatus.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of events that a handler fails with, and what operators do about it (H10 to H15, H22 to H24, C14). */
@Timeout(60)
class FailuresTest {

    private final ObservedStore store = new ObservedStore();
    private final Subscriptions subscriptions = new Subscriptions("shop", store, QUICK);
    private final AtomicBoolean cured = new AtomicBoolean();
    private final List<Long> committed = new CopyOnWriteArrayList<>();
    private final List<Boolean> replays = new CopyOnWriteArrayList<>();
    private final AtomicInteger poisoned = new AtomicInteger();
    private final AtomicInteger resets = new AtomicInteger();

    @AfterEach
    void close() {
        subscriptions.close();
        store.close();
    }

    @Test
    void anEventThatIsSkippedIsPassedOverAndTheNextAreHandled() {
        subscriptions.subscribe(eventual("h"), failing((error, failure) -> ErrorDecision.skip()));

        appendWithPoison();

        await().until(() -> status().checkpoint() == 9);
        assertThat(committed).containsExactly(1L, 2L, 3L, 5L, 6L, 7L, 8L, 9L);
        assertThat(poisoned).hasValue(1);
    }

    @Test
    void anEventIsNotToBlameForAConnectionThatBroke() {
        IOException failedCommit = new IOException("could not commit");
        failedCommit.addSuppressed(new IllegalStateException(new SQLException("terminated", "57P01")));
        AtomicInteger failures = new AtomicInteger(5);
        subscriptions.subscribe(eventual("h"), failingWith(failedCommit, failures));

        store.append("well", "x", 2);

        await().until(() -> status().checkpoint() == 2);
        assertThat(committed).containsExactly(1L, 2L);
    }

    @Test
    void anEventIsToBlameWhenItsHandlerHasMarkedTheTransactionSoThatTheCheckpointCannotBeWritten() {
        Exception noConnection =
                new EventStoreUnavailable("the database cannot be used", new SQLException("marked for rollback"));
        subscriptions.subscribe(eventual("h"), failingWith(noConnection, new AtomicInteger(1)));

        store.append("well", "x", 1);
        await().until(() -> status().checkpoint() == 1);

        assertThat(committed).isEmpty();
    }

    /** A handler whose first deliveries fail, and whose failures are passed over. */
    private Delivery failingWith(Exception error, AtomicInteger times) {
        return new Failing((thrown, failure) -> ErrorDecision.skip()) {
            @Override
            public void deliver(List<RecordedEvent> events, boolean replay, Runnable checkpoint) throws Exception {
                if (times.getAndDecrement() > 0) {
                    throw error;
                }
                super.deliver(events, replay, checkpoint);
            }
        };
    }

    @Test
    void anEventThatIsParkedKeepsThoseOfItsStreamBackAndNoOthers() {
        subscriptions.subscribe(eventual("h"), failing((error, failure) -> ErrorDecision.park()));

        appendWithPoison();

        await().until(() -> status().checkpoint() == 9);
        assertThat(committed).containsExactly(1L, 2L, 3L, 6L, 8L);
        List<DeadLetter> letters = store.deadLetters().list("h", 0, 10);
        assertThat(letters).extracting(DeadLetter::position).containsExactly(4L, 5L, 7L, 9L);
        assertThat(letters.get(0).error()).contains("java.io.IOException: cannot stomach this", "\tat ");
        assertThat(letters.get(0).attempts()).isEqualTo(1);
        assertThat(letters.subList(1, 4)).allSatisfy(letter -> {
            assertThat(letter.error()).isNull();
            assertThat(letter.key()).isEqualTo("sick");
        });
    }

    @Test
    void deadLettersAreHandledInOrderWhenSomebodyAsksForItAndTheirStreamIsFreeAgain() {
        subscriptions.subscribe(eventual("h"), failing((error, failure) -> ErrorDecision.park()));
        appendWithPoison();
        await().until(() -> status().checkpoint() == 9);

        subscriptions.retryDeadLetters("h", "sick");
        await().until(() -> poisoned.get() == 2);
        await().until(() -> store.deadLetters().list("h", 0, 1).get(0).attempts() == 2);
        assertThat(store.deadLetters().list("h", 0, 10)).hasSize(4).noneMatch(DeadLetter::retrying);
        cured.set(true);
        subscriptions.retryDeadLetters("h", null);

        await().until(() -> store.deadLetters().keys("h").isEmpty());
        assertThat(committed).containsExactly(1L, 2L, 3L, 6L, 8L, 4L, 5L, 7L, 9L);
        store.append("sick", "x", 1);
        await().until(() -> committed.contains(10L));
    }

    @Test
    void aStreamIsFreeAgainWhenItsDeadLettersAreGivenUp() {
        subscriptions.subscribe(eventual("h"), failing((error, failure) -> ErrorDecision.park()));
        appendWithPoison();
        await().until(() -> status().checkpoint() == 9);

        store.deadLetters().drop("h", "sick");
        store.append("sick", "x", 1);

        await().until(() -> committed.contains(10L));
        assertThat(store.deadLetters().list("h", 0, 10)).isEmpty();
    }

    @Test
    void deadLettersStayWhenTheSubscriptionIsOpenedAgain() {
        Subscription first = subscriptions.subscribe(eventual("h"), failing((error, failure) -> ErrorDecision.park()));
        appendWithPoison();
        await().until(() -> status().checkpoint() == 9);
        first.close();

        subscriptions.subscribe(eventual("h"), failing((error, failure) -> ErrorDecision.park()));
        store.append("sick", "x", 1);
        store.append("well", "x", 1);

        await().until(() -> committed.contains(11L));
        assertThat(committed).doesNotContain(10L);
        assertThat(store.deadLetters().list("h", 0, 10)).hasSize(5);
    }

    @Test
    void aHandlerThatIsStoppedStaysSoUntilItIsResumed() {
        subscriptions.subscribe(eventual("h"), failing((error, failure) -> ErrorDecision.stop()));

        appendWithPoison();

        await().until(() -> status().state() == State.PAUSED);
        assertThat(status().failure()).contains("event 4", "cannot stomach this");
        assertThat(committed).containsExactly(1L, 2L, 3L);
        cured.set(true);
        subscriptions.resume("h");

        await().until(() -> committed.size() == 9);
        assertThat(committed).isEqualTo(positions(1, 9));
        await().until(() -> status().state() == State.LIVE);
        assertThat(status().failure()).isNull();
    }

    @Test
    void aRetryWaitsAsLongAsItWasTold_andRemembersWhatItWasTold() {
        List<Map<String, Object>> contexts = new CopyOnWriteArrayList<>();
        List<Integer> attempts = new CopyOnWriteArrayList<>();
        subscriptions.subscribe(eventual("h"), failing((error, failure) -> {
            contexts.add(failure.context());
            attempts.add(failure.attempts());
            assertThat(failure.event().position()).isEqualTo(4);
            assertThat(error).isInstanceOf(IOException.class);
            return failure.attempts() == 3
                    ? ErrorDecision.skip()
                    : new ErrorDecision.Retry(Duration.ZERO, Map.of("tried", failure.attempts()));
        }));

        appendWithPoison();

        await().until(() -> status().checkpoint() == 9);
        assertThat(contexts).containsExactly(Map.of(), Map.of("tried", 1), Map.of("tried", 2));
        assertThat(attempts).containsExactly(1, 2, 3);
    }

    @Test
    void aPolicyThatFailsItselfLosesNothing() {
        AtomicInteger asked = new AtomicInteger();
        subscriptions.subscribe(eventual("h"), failing((error, failure) -> {
            if (asked.incrementAndGet() > 3) {
                cured.set(true);
            }
            throw new IllegalStateException("cannot decide");
        }));

        appendWithPoison();

        await().until(() -> committed.size() == 9);
        assertThat(committed).isEqualTo(positions(1, 9));
    }

    @Test
    void aHandlerIsNotToBlameForAStoreThatIsDown() {
        AtomicInteger asked = new AtomicInteger();
        subscriptions.subscribe(
                eventual("h"),
                new Failing((error, failure) -> {
                    asked.incrementAndGet();
                    return ErrorDecision.skip();
                }) {
                    @Override
                    public void deliver(List<RecordedEvent> events, boolean replay, Runnable checkpoint)
                            throws Exception {
                        if (!cured.get()) {
                            store.reachable = false;
                        }
                        super.deliver(events, replay, checkpoint);
                    }
                });
        store.append("a", "x", 3);
        await().until(() -> !store.reachable);
        await().during(Duration.ofMillis(200)).until(() -> asked.get() == 0);

        cured.set(true);
        store.reachable = true;

        await().until(() -> committed.size() == 3);
        assertThat(asked).hasValue(0);
        assertThat(committed).isEqualTo(positions(1, 3));
    }

    @Test
    void whatIsPausedHandlesNothingUntilItIsResumed() {
        subscriptions.subscribe(eventual("h"), failing((error, failure) -> ErrorDecision.retry()));
        store.append("a", "x", 3);
        await().until(() -> committed.size() == 3);

        assertThat(subscriptions.pause("h", "the database moves")).isTrue();
        store.append("a", "x", 3);
        await().until(() -> status().state() == State.PAUSED);
        assertThat(status().failure()).isEqualTo("the database moves");
        await().during(Duration.ofMillis(200)).until(() -> committed.size() == 3);
        assertThat(subscriptions.resume("h")).isTrue();

        await().until(() -> committed.size() == 6);
        assertThat(committed).isEqualTo(positions(1, 6));
        assertThat(subscriptions.pause("unheard of", "?")).isFalse();
    }

    @Test
    void whatIsMovedBackGetsItsEventsAgainAndIsToldSo() {
        subscriptions.subscribe(eventual("h"), failing((error, failure) -> ErrorDecision.retry()));
        store.append("a", "x", 5);
        await().until(() -> status().checkpoint() == 5);

        assertThat(subscriptions.move("h", 2)).isTrue();
        await().until(() -> committed.size() == 8);
        store.append("a", "x", 1);

        await().until(() -> committed.size() == 9);
        assertThat(committed).containsExactly(1L, 2L, 3L, 4L, 5L, 3L, 4L, 5L, 6L);
        assertThat(replays).containsExactly(false, false, false, false, false, true, true, true, false);
    }

    @Test
    void aResetPreparesTheHandlerAndGivesUpItsDeadLetters() throws Exception {
        subscriptions.subscribe(eventual("h"), failing((error, failure) -> ErrorDecision.park()));
        appendWithPoison();
        await().until(() -> status().checkpoint() == 9);
        cured.set(true);
        committed.clear();

        assertThat(subscriptions.reset("h")).isTrue();

        await().until(() -> committed.size() == 9);
        assertThat(committed).isEqualTo(positions(1, 9));
        assertThat(resets).hasValue(1);
        assertThat(store.deadLetters().counts()).isEmpty();
        assertThat(subscriptions.reset("unheard of")).isFalse();
    }

    @Test
    void aBatchIsAsLargeAsItMayBeAndWaitsAsLongAsItMay() {
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        subscriptions.subscribe(batched("h", 3, Duration.ofMillis(300)), (events, replay, checkpoint) -> {
            sizes.add(events.size());
            checkpoint.run();
        });

        for (int i = 0; i < 7; i++) {
            store.append("a", "x", 1);
        }

        await().until(() -> status().checkpoint() == 7);
        assertThat(sizes).containsExactly(3, 3, 1);
    }

    /** Four events of two streams, then poison in one of them, then more of both. */
    private void appendWithPoison() {
        store.append("sick", "x", 1);
        store.append("well", "x", 2);
        store.append("sick", "poison", 1);
        store.append("sick", "x", 1);
        store.append("well", "x", 1);
        store.append("sick", "x", 1);
        store.append("well", "x", 1);
        store.append("sick", "x", 1);
    }

    private SubscriptionStatus status() {
        return subscriptions.list().get(0);
    }

    private Failing failing(ErrorPolicy policy) {
        return new Failing(policy);
    }

    /** Fails with poison until it is cured, and asks a policy. */
    private class Failing implements Delivery {

        private final ErrorPolicy policy;

        Failing(ErrorPolicy policy) {
            this.policy = policy;
        }

        @Override
        public void deliver(List<RecordedEvent> events, boolean replay, Runnable checkpoint) throws Exception {
            List<Long> handled = new ArrayList<>();
            for (RecordedEvent event : events) {
                if (event.type().equals("poison") && !cured.get()) {
                    if (events.size() == 1) {
                        poisoned.incrementAndGet();
                    }
                    throw new IOException("cannot stomach this");
                }
                handled.add(event.position());
            }
            checkpoint.run();
            handled.forEach(position -> replays.add(replay));
            committed.addAll(handled);
        }

        @Override
        public ErrorDecision onError(Throwable error, FailureContext failure) {
            return policy.onError(error, failure);
        }

        @Override
        public void reset(Runnable move) {
            resets.incrementAndGet();
            move.run();
        }
    }
}
