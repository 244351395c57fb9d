package org.commandery.eventstore.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StepperTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger steps = new AtomicInteger();

    @Test
    void stepsFollowOneAnotherWhileThereIsNothingToRestFor() {
        CountDownLatch thousand = new CountDownLatch(1_000);
        Stepper stepper = new Stepper("busy", () -> {
            thousand.countDown();
            return Duration.ZERO;
        });

        stepper.start();

        Threads.await(thousand);
        finish(stepper);
    }

    @Test
    void aRestEndsByItself() {
        Stepper stepper = stepperThatRests(Duration.ofMillis(5));

        stepper.start();

        await().until(() -> steps.get() >= 20);
        finish(stepper);
    }

    @Test
    void aRestEndsWhenItIsWoken() {
        Stepper stepper = stepperThatRests(LONG);
        stepper.start();
        await().until(() -> steps.get() == 1);

        for (int n = 2; n < 20; n++) {
            int expected = n;
            stepper.wake();
            await().until(() -> steps.get() >= expected);
        }

        finish(stepper);
    }

    @Test
    void whileItRestsItHasNoThread() {
        Stepper stepper = new Stepper("stepper-that-rests", () -> {
            steps.incrementAndGet();
            return LONG;
        });

        stepper.start();

        await().until(() -> steps.get() == 1);
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("stepper-that-rests")));
        finish(stepper);
    }

    @Test
    void aCallDuringAStepIsNotLost() throws InterruptedException {
        Semaphore inStep = new Semaphore(0);
        Semaphore mayEnd = new Semaphore(0);
        Stepper stepper = new Stepper("careful", () -> {
            steps.incrementAndGet();
            inStep.release();
            mayEnd.acquireUninterruptibly();
            return LONG;
        });
        stepper.start();
        inStep.acquire();

        stepper.wake();
        mayEnd.release();

        assertThat(inStep.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        mayEnd.release(2);
        finish(stepper);
    }

    /** Each writes before it calls; so whatever was written is seen by some step, without a rest ever coming to its end. */
    @Test
    void whateverWasDoneBeforeACallIsSeenByAStepHoweverManyCall() throws Exception {
        int callers = 4;
        int calls = 20_000;
        AtomicLong written = new AtomicLong();
        AtomicLong seen = new AtomicLong();
        AtomicBoolean inStep = new AtomicBoolean();
        AtomicInteger together = new AtomicInteger();
        Stepper stepper = new Stepper("raced", () -> {
            if (!inStep.compareAndSet(false, true)) {
                together.incrementAndGet();
            }
            seen.set(written.get());
            inStep.set(false);
            return LONG;
        });
        stepper.start();
        CyclicBarrier start = new CyclicBarrier(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        for (int caller = 0; caller < callers; caller++) {
            threads.submit(() -> {
                start.await();
                for (int n = 0; n < calls; n++) {
                    written.incrementAndGet();
                    stepper.wake();
                }
                return null;
            });
        }
        threads.shutdown();

        await().until(() -> seen.get() == (long) callers * calls);

        assertThat(together).hasValue(0);
        finish(stepper);
    }

    @Test
    void beforeItsStartItCannotBeWoken() {
        Stepper stepper = stepperThatRests(LONG);

        stepper.wake();
        stepper.awaitEnd();
        assertThat(steps).hasValue(0);

        stepper.start();
        await().until(() -> steps.get() == 1);
        finish(stepper);
    }

    @Test
    void afterItsEndThereIsNoFurtherStep() {
        Stepper stepper = stepperThatRests(Duration.ofMillis(1));
        stepper.start();
        await().until(() -> steps.get() > 3);
        finish(stepper);
        int last = steps.get();

        stepper.wake();

        await().during(Duration.ofMillis(100)).until(() -> steps.get() == last);
    }

    @Test
    void whoAwaitsTheEndWaitsForTheStepThatIsUnderWay() throws Exception {
        CountDownLatch inStep = new CountDownLatch(1);
        Semaphore mayEnd = new Semaphore(0);
        ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
        Stepper stepper = new Stepper("slow", () -> {
            inStep.countDown();
            mayEnd.acquireUninterruptibly();
            order.add("step");
            return Duration.ZERO;
        });
        stepper.start();
        Threads.await(inStep);
        stepper.end();
        ExecutorService waiting = Executors.newSingleThreadExecutor();
        var ended = waiting.submit(() -> {
            stepper.awaitEnd();
            order.add("end");
        });
        waiting.shutdown();

        mayEnd.release();
        ended.get();

        assertThat(order).containsExactly("step", "end");
    }

    @Test
    void aStepMayEndItsOwnStepperWithoutWaitingForItself() {
        CountDownLatch done = new CountDownLatch(1);
        Stepper[] self = new Stepper[1];
        self[0] = new Stepper("own-end", () -> {
            assertThat(self[0].isCurrentThread()).isTrue();
            self[0].end();
            self[0].awaitEnd();
            done.countDown();
            return LONG;
        });

        self[0].start();

        Threads.await(done);
        self[0].awaitEnd();
        assertThat(self[0].isCurrentThread()).isFalse();
    }

    @Test
    void anInterruptOfOneStepDoesNotReachTheNext() {
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch second = new CountDownLatch(2);
        Stepper stepper = new Stepper("interrupted", () -> {
            interrupted.set(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
            second.countDown();
            return second.getCount() > 0 ? Duration.ZERO : LONG;
        });

        stepper.start();

        Threads.await(second);
        finish(stepper);
        assertThat(interrupted).isFalse();
    }

    private Stepper stepperThatRests(Duration rest) {
        return new Stepper("resting", () -> {
            steps.incrementAndGet();
            return rest;
        });
    }

    private static void finish(Stepper stepper) {
        stepper.end();
        stepper.awaitEnd();
    }
}
