package org.commandery.eventstore.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.commandery.eventstore.EventStoreUnavailable;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario: callers, faults and readers at the same time, each in a thread. Callers do what is on their list, and begin again
 * until the last fault has struck. When all have ended, the rules are checked.
 */
final class Run {

    private static final long LIMIT_SECONDS = 180;
    private static final long READ_EVERY_MILLIS = 2;

    private final Scenario scenario;
    private final World world;
    private final History history;
    private final AtomicLong eventNumbers = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch readersEnd = new CountDownLatch(1);
    private final CountDownLatch faultsToCome;

    private Run(Scenario scenario, World world) {
        this.scenario = scenario;
        this.world = world;
        this.history = new History(scenario.undisturbed(), scenario.removes());
        this.faultsToCome = new CountDownLatch(scenario.faults().size());
    }

    /**
     * Runs a scenario in a new world, and closes that.
     *
     * @throws AssertionError when a promise was broken
     */
    static void of(Scenario scenario, World world) {
        Run run = new Run(scenario, world);
        try (world) {
            run.play();
            Rules.check(world, run.history);
            run.history.count("scenarios");
            run.history.count("events", run.history.known());
            Progress.add(scenario.seed(), run.history.counts());
        }
    }

    private void play() {
        List<Runnable> actors = new ArrayList<>();
        for (int i = 0; i < scenario.callers().size(); i++) {
            Caller caller = new Caller(i, world, history, eventNumbers);
            List<Operation> operations = scenario.callers().get(i);
            actors.add(() -> call(caller, operations));
        }
        scenario.faults().forEach(faults -> actors.add(() -> strike(faults)));
        List<Runnable> readers = world.readers(history).stream()
                .<Runnable>map(reader -> () -> read(reader))
                .toList();

        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> reading = new ArrayList<>();
            readers.forEach(reader -> reading.add(threads.submit(reader)));
            List<Future<?>> acting = new ArrayList<>();
            actors.forEach(actor -> acting.add(threads.submit(actor)));
            awaitAll(acting);
            history.sawLast(world.undisturbed());
            readersEnd.countDown();
            awaitAll(reading);
        } finally {
            threads.shutdownNow();
        }
        Throwable failed = failure.get();
        if (failed != null) {
            throw new AssertionError("during the run: " + failed.getMessage(), failed);
        }
    }

    private void call(Caller caller, List<Operation> operations) {
        attempt(() -> {
            do {
                for (Operation operation : operations) {
                    if (failure.get() != null) {
                        return;
                    }
                    world.inPlace(() -> runOne(caller, operation));
                }
            } while (faultsToCome.getCount() > 0);
        });
    }

    private void runOne(Caller caller, Operation operation) {
        try {
            operation.run(caller);
        } catch (EventStoreUnavailable e) {
            history.unavailable(e);
            caller.awaitStore();
        }
        history.count("operations");
    }

    private void strike(List<Fault> faults) {
        attempt(() -> {
            try {
                faults.forEach(fault -> {
                    world.strike(fault, history);
                    history.count(fault.getClass().getSimpleName());
                });
            } finally {
                faultsToCome.countDown();
            }
        });
    }

    private void read(Reader reader) {
        attempt(() -> {
            while (!readersEnd.await(READ_EVERY_MILLIS, TimeUnit.MILLISECONDS) && failure.get() == null) {
                world.inPlace(() -> {
                    try {
                        reader.read();
                    } catch (EventStoreUnavailable e) {
                        history.unavailable(e);
                    }
                });
            }
            if (failure.get() == null) {
                reader.finish();
            }
        });
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void attempt(Work work) {
        try {
            work.run();
        } catch (InterruptedException | RuntimeException | AssertionError e) {
            failure.compareAndSet(null, e);
        }
    }

    private static void awaitAll(List<Future<?>> futures) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        try {
            for (Future<?> future : futures) {
                future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (TimeoutException e) {
            throw new AssertionError("the run does not end:\n" + Patience.threads(), e);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
