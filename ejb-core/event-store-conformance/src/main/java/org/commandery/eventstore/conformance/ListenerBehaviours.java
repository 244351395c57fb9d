package org.commandery.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.commandery.eventstore.conformance.Events.events;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.commandery.eventstore.EventStore.AppendListener;
import org.commandery.eventstore.ExpectedVersion;
import org.junit.jupiter.api.Test;

/** How readers are woken. */
public interface ListenerBehaviours extends StoreFixture {

    @Test
    default void aListenerIsCalledAfterTheEventsCanBeRead() {
        AtomicLong seen = new AtomicLong();
        try (AppendListener listener = store().onAppend(() -> seen.set(store().head()))) {
            assertThat(listener).isNotNull();
            for (int n = 1; n <= 20; n++) {
                store().append("s", ExpectedVersion.ANY, events(1));
                long position = n;
                await().until(() -> seen.get() == position);
            }
        }
    }

    @Test
    default void aListenerIsCalledAfterTheCommitOfATransaction() {
        AtomicLong seen = new AtomicLong();
        try (AppendListener listener = store().onAppend(() -> seen.set(store().head()))) {
            assertThat(listener).isNotNull();
            transactions().begin();
            store().append("s", ExpectedVersion.ANY, events(3));
            transactions().commit();
            await().until(() -> seen.get() == 3);
        }
    }

    @Test
    default void aSlowListenerDoesNotHoldUpAppends() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Runnable slow = () -> {
            called.countDown();
            awaitUninterrupted(goOn);
        };
        try (AppendListener listener = store().onAppend(slow)) {
            assertThat(listener).isNotNull();
            store().append("s", ExpectedVersion.ANY, events(1));
            assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(store().append("s", ExpectedVersion.ANY, events(1)).version())
                    .isEqualTo(2);
        } finally {
            goOn.countDown();
        }
    }

    @Test
    default void aListenerThatFailsIsCalledAgainAndTheOthersToo() {
        AtomicInteger failures = new AtomicInteger();
        AtomicLong seen = new AtomicLong();
        store().onAppend(() -> {
            failures.incrementAndGet();
            throw new IllegalStateException("on purpose");
        });
        store().onAppend(() -> seen.set(store().head()));

        store().append("s", ExpectedVersion.ANY, events(1));
        await().until(() -> seen.get() == 1);
        store().append("s", ExpectedVersion.ANY, events(1));
        await().until(() -> seen.get() == 2);

        assertThat(failures.get()).isGreaterThanOrEqualTo(2);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
